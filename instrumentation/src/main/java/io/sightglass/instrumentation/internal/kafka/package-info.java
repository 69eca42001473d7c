/**
 * Spring Kafka's listener containers as sources and stages.
 */
@NullMarked
package io.sightglass.instrumentation.internal.kafka;

import org.jspecify.annotations.NullMarked;
