package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.sightglass.meters.llm.internal.name.ProviderName;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are LLM providers, in any case, and the common names of those.
 */
public final class LlmHosts {

	private final Map<String, String> providers = new HashMap<>();

	public LlmHosts(Map<String, String> providers) {
		providers.forEach((host, provider) -> this.providers.put(name(host), ProviderName.of(provider)));
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
		if (host == null || this.providers.isEmpty()) {
			return null;
		}
		String name = name(host);
		String withPort = this.providers.get(name + ":" + uri.getPort());
		return (withPort != null) ? withPort : this.providers.get(name);
	}

	// A dot at its end says that a name is whole.
	private static String name(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name.replace(".:", ":");
	}

}
