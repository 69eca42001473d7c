package io.sightglass.autoconfigure.pipeline;

/**
 * What a channel is to its pipeline.
 */
enum ChannelRole {

	SOURCE, STAGE, SINK, FILTERED

}
