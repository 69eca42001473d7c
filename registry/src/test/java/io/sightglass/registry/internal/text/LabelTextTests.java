package io.sightglass.registry.internal.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LabelTextTests {

	private static final String[] PIECES = { "", "a", "b", "n", "\\", "\"", "\n", "\\n", "!", "#", " ", "~", "\u007f",
			"\u00e4", "\u00ff", "\u0100", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00",
			"\ud83d\ude00", "\ud83d\ude01", "\udbff\udfff", ",", "}", "=" };

	private final Random random = new Random(16);

	@Test
	void theTextsHaveTheOrderOfTheClientLibrary() {
		List<Labels> all = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			all.add(Labels.of("a", value(), "b", value()));
		}
		List<Labels> expected = all.stream().distinct().sorted().toList();
		List<Labels> sorted = all.stream()
			.distinct()
			.sorted(Comparator.comparing(LabelText::of, LabelText.ORDER))
			.toList();
		assertThat(sorted).isEqualTo(expected);
	}

	@Test
	void whatTheTextCannotSayIsKnown() {
		assertThat(LabelText.isWhole(Labels.of("a", "\ud83d\ude00"))).isTrue();
		assertThat(LabelText.isWhole(Labels.of("a", "x", "b", "\ud83d!"))).isFalse();
	}

	private String value() {
		return this.random.ints(this.random.nextInt(4), 0, PIECES.length)
			.mapToObj((piece) -> PIECES[piece])
			.collect(Collectors.joining());
	}

}
