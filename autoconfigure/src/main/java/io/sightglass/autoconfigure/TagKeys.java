package io.sightglass.autoconfigure;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.sightglass.instrumentation.internal.part.WrongProperty;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses tag keys at start-up that would break a whole scrape later: two keys that
 * Prometheus writes alike, or a key that it keeps for itself.
 */
final class TagKeys {

	private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]*");

	private static final Set<String> RESERVED = Set.of("le", "quantile");

	private TagKeys() {
	}

	static void check(String property, Collection<String> keys) {
		Map<String, String> seen = new HashMap<>();
		for (String key : keys) {
			if (!ALLOWED.matcher(key).matches()) {
				throw wrong(property, key, "A key starts with a letter and has letters, digits, '.', '_' and '-'");
			}
			String label = key.replace('.', '_').replace('-', '_');
			if (RESERVED.contains(label) || label.startsWith("__")) {
				throw wrong(property, key, "Prometheus keeps le, quantile and what starts with __ for itself");
			}
			String other = seen.putIfAbsent(label, key);
			if (other != null) {
				throw wrong(property, key, "Prometheus writes it as " + label + ", like \"" + other + "\"; keep one");
			}
		}
	}

	private static InvalidConfigurationPropertyValueException wrong(String property, String key, String why) {
		return WrongProperty.of(property, key, why + ".");
	}

}
