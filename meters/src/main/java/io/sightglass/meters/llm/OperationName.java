package io.sightglass.meters.llm;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for, in OpenTelemetry's words.
 */
final class OperationName {

	private static final Map<String, String> ALIASES = Map.of("embedding", "embeddings", "embed", "embeddings",
			"completion", "text_completion", "generate", "text_completion");

	private OperationName() {
	}

	// Many texts may be embedded or ranked by one call.
	static boolean hasOnePrompt(@Nullable String raw) {
		String name = of(raw);
		return name.equals("chat") || name.equals("text_completion");
	}

	static String of(@Nullable String raw) {
		if (raw == null) {
			return "";
		}
		String name = raw.strip().toLowerCase(Locale.ROOT);
		return ALIASES.getOrDefault(name, name);
	}

}
