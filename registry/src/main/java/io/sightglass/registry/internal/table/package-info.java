/**
 * Tables that are read without a lock and without an allocation, with an entry for
 * whatever was asked for before.
 */
@NullMarked
package io.sightglass.registry.internal.table;

import org.jspecify.annotations.NullMarked;
