package io.sightglass.meters.llm;

/**
 * A model as requests name it, found once: its true names for the price, its meters under
 * bounded ones.
 *
 * @param provider the provider's common name
 * @param model the model's comparable name
 * @param written the model's name as it was written, in lower case
 * @param meters its meters
 */
record NamedModel(String provider, String model, String written, CallMeters meters) {
}
