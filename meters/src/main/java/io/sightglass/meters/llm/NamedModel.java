package io.sightglass.meters.llm;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A model as requests name it, found once: its true names for the price, its meters under
 * bounded ones.
 *
 * @param provider the provider's common name
 * @param name the model's names
 * @param calls its meters of one operation
 * @param model its meters of all operations
 * @param unpriced whether it was said that no price is known for it
 * @param openTelemetry its meters under OpenTelemetry's names, if those are shown
 */
record NamedModel(String provider, ModelId name, CallMeters calls, ModelMeters model, AtomicBoolean unpriced,
		@Nullable GenAiMeters openTelemetry) {
}
