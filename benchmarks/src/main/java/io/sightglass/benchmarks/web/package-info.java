/**
 * Whole applications: requests through Tomcat, and start-up.
 */
@NullMarked
package io.sightglass.benchmarks.web;

import org.jspecify.annotations.NullMarked;
