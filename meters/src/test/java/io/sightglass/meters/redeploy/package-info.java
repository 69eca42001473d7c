/**
 * An application that is deployed, ends and is deployed anew in one JVM.
 */
@NullMarked
package io.sightglass.meters.redeploy;

import org.jspecify.annotations.NullMarked;
