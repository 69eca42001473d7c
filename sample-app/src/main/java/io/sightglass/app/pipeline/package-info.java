/**
 * Orders on their way: through Spring Integration to the warehouse, as invoices through
 * Kafka, and as payments through Reactor.
 */
@NullMarked
package io.sightglass.app.pipeline;

import org.jspecify.annotations.NullMarked;
