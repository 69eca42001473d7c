package io.sightglass.instrumentation.internal.integration;

/**
 * What a channel is to its pipeline.
 */
enum ChannelRole {

	SOURCE, STAGE, SINK, FILTERED

}
