package io.sightglass.registry.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The names, tags and amounts of a program: few enough to meet again, and some that
 * nobody should use.
 */
final class Words {

	private static final String[] NAMES = { "a", "a.b", "a_b", "a.b.total", "t", "t.seconds", "t.seconds.max", "s",
			"s.max", "c", "c_total", "g", "größe", "1x", "x y", "a.info", "a.created", "s.bucket", "s.count", "t.sum" };

	private static final String[] KEYS = { "k", "k", "k", "l", "k.l", "k_l", "le", "quantile", "ä" };

	private static final String[] VALUES = { "v", "w", "x", "y", "", "ü", "a\"b", "line\nbreak", "back\\slash", " " };

	// Sums of these are exact, in whichever order they are added.
	private static final double[] AMOUNTS = { 0, 1, 1, 2, 0.25, 0.5, 1000, -1, 1L << 40, Double.NaN };

	final Random random;

	Words(long seed) {
		this.random = new Random(seed);
	}

	// Often one of a few, so that values go beyond a limit and meters come back.
	String name() {
		if (this.random.nextInt(3) > 0) {
			return NAMES[this.random.nextInt(3) * 4];
		}
		return NAMES[this.random.nextInt(NAMES.length)];
	}

	double amount() {
		return AMOUNTS[this.random.nextInt(AMOUNTS.length)];
	}

	@SafeVarargs
	final <T> T any(T... values) {
		return values[this.random.nextInt(values.length)];
	}

	List<Tag> tags() {
		List<Tag> tags = new ArrayList<>();
		for (int i = this.random.nextInt(3); i > 0; i--) {
			tags.add(Tag.of(any(KEYS), any(VALUES)));
		}
		return tags;
	}

	@Nullable String @Nullable [] words() {
		int odd = this.random.nextInt(60);
		if (odd < 4) {
			return switch (odd) {
				case 0 -> null;
				case 1 -> new @Nullable String[] { null };
				case 2 -> new @Nullable String[] { "k" };
				default -> new @Nullable String[] { "k", null };
			};
		}
		if (this.random.nextBoolean()) {
			return new String[] { "k", "v" + this.random.nextInt(30) };
		}
		return tags().stream().flatMap((tag) -> List.of(tag.getKey(), tag.getValue()).stream()).toArray(String[]::new);
	}

}
