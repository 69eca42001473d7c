/**
 * Manifests for a cluster with the Prometheus operator.
 */
@NullMarked
package io.sightglass.dashboards.kubernetes;

import org.jspecify.annotations.NullMarked;
