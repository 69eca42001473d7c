package io.sightglass.meters.llm.internal.wire;

/**
 * Headers of the official SDKs of OpenAI and Anthropic, which Stainless generates both.
 */
public final class SdkHeaders {

	/** The number of the attempt, from 0, where the SDK itself retries. */
	public static final String ATTEMPT = "X-Stainless-Retry-Count";

	private SdkHeaders() {
	}

}
