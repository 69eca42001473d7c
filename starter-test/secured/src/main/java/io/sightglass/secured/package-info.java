/**
 * An application for either of Spring's web layers, behind Spring Security.
 */
@NullMarked
package io.sightglass.secured;

import org.jspecify.annotations.NullMarked;
