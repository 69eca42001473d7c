/**
 * Sightglass in the tests of a Spring Boot application.
 */
@NullMarked
package io.sightglass.test.spring;

import org.jspecify.annotations.NullMarked;
