package io.sightglass.registry.internal.scrape;

import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A scrape in the format that can show native histograms, which the others cannot.
 */
public final class NativeRequest implements PrometheusScrapeRequest {

	/** The only one. */
	public static final NativeRequest REQUEST = new NativeRequest();

	private NativeRequest() {
	}

	@Override
	public String getRequestPath() {
		return "";
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows it to be null, which it does not
									// say.
	public String @Nullable [] getParameterValues(String name) {
		return null;
	}

}
