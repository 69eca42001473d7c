/**
 * A small shop whose own meters are sets: orders, notifications, incidents.
 */
@NullMarked
package io.sightglass.app.domain;

import org.jspecify.annotations.NullMarked;
