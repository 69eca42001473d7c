/**
 * How meters are made in a Micrometer registry, how many series they may have, and what
 * happens when one fails.
 */
@NullMarked
package io.sightglass.registry;

import org.jspecify.annotations.NullMarked;
