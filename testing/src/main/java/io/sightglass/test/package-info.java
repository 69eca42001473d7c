/**
 * Assertions on what was recorded, fakes of meter sets, and checks that what a test
 * started has ended.
 */
@NullMarked
package io.sightglass.test;

import org.jspecify.annotations.NullMarked;
