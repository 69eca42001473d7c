package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The hosts that are LLM providers, and what a path there asks for.
 */
public final class LlmHosts {

	private final Map<String, String> providers;

	public LlmHosts(Map<String, String> providers) {
		this.providers = Map.copyOf(providers);
	}

	public void ifAny(Runnable action) {
		if (!this.providers.isEmpty()) {
			action.run();
		}
	}

	public boolean isEmpty() {
		return this.providers.isEmpty();
	}

	public @Nullable String provider(URI uri) {
		String host = uri.getHost();
		if (host == null) {
			return null;
		}
		String withPort = this.providers.get(host + ":" + uri.getPort());
		return (withPort != null) ? withPort : this.providers.get(host);
	}

}
