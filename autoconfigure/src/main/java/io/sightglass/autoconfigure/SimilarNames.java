package io.sightglass.autoconfigure;

import java.util.Collection;
import java.util.Comparator;

import io.sightglass.registry.internal.text.Typos;
import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody meant who mistyped a name.
 */
final class SimilarNames {

	private static final int TYPOS = 2;

	private SimilarNames() {
	}

	static @Nullable String nearest(String name, Collection<String> all) {
		return all.stream()
			.filter((one) -> one.startsWith(name + "-") || one.equals(name + ".enabled")
					|| Typos.between(name, one) <= TYPOS)
			.min(Comparator.comparingInt((one) -> Typos.between(name, one)))
			.orElse(null);
	}

}
