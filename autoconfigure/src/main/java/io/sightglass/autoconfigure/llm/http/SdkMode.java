package io.sightglass.autoconfigure.llm.http;

/**
 * What is done with the requests of an SDK's client.
 */
enum SdkMode {

	/** Each is a call. */
	COUNT,

	/** Each belongs to a call that is counted above. */
	WATCH

}
