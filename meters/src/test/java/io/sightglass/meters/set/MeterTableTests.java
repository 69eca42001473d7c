package io.sightglass.meters.set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MeterTableTests {

	private final AtomicInteger made = new AtomicInteger();

	private final Queue<String> values = new ConcurrentLinkedQueue<>();

	@Test
	void makesEachCombinationOnceWithItsOwnValues() {
		NamedTag channel = new NamedTag(3, () -> {
		});
		FlagTag urgent = new FlagTag();
		MeterTable<String> table = table(channel, urgent);
		for (int round = 0; round < 2; round++) {
			assertThat(table.at(urgent.slot(channel.slot(0, "mail"), true))).isEqualTo("mail,true");
			assertThat(table.at(urgent.slot(channel.slot(0, "sms"), false))).isEqualTo("sms,false");
			assertThat(table.at(urgent.slot(channel.slot(0, null), false))).isEqualTo("none,false");
		}
		assertThat(this.made).hasValue(3);
	}

	@Test
	void findsFewAmongMoreCombinationsThanMemoryHolds() {
		NamedTag tenant = new NamedTag(100_000, () -> {
		});
		NamedTag channel = new NamedTag(100_000, () -> {
		});
		MeterTable<String> table = table(tenant, channel);
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 500; i++) {
				long slot = channel.slot(tenant.slot(0, "t" + i), "c" + i % 7);
				assertThat(table.at(slot)).isEqualTo("t" + i + ",c" + i % 7);
			}
		}
		assertThat(this.made).hasValue(500);
	}

	@Test
	void makesEachCombinationOnceWhileManyThreadsAsk() {
		NamedTag tenant = new NamedTag(1000, () -> {
		});
		NamedTag channel = new NamedTag(1000, () -> {
		});
		MeterTable<String> table = table(tenant, channel);
		Set<String> seen = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 20_000)
			.parallel()
			.forEach((i) -> seen.add(table.at(channel.slot(tenant.slot(0, "t" + i % 300), "c"))));
		assertThat(seen).hasSize(300);
		assertThat(this.made).hasValue(300);
	}

	@Test
	void foldsBeyondTheLimitHoweverManyThreadsAsk() {
		AtomicInteger folded = new AtomicInteger();
		NamedTag tag = new NamedTag(10, folded::incrementAndGet);
		long other = tag.slot(0, "other");
		folded.set(0);
		long kept = IntStream.range(0, 10_000)
			.parallel()
			.mapToLong((i) -> tag.slot(0, "v" + i % 100))
			.filter((slot) -> slot != other)
			.distinct()
			.count();
		assertThat(kept).isEqualTo(10);
		assertThat(folded).hasValue(9000);
	}

	@Test
	void isOneMeterWhereThereAreMoreCombinationsThanALongCanNumber() {
		NamedTag[] tags = new NamedTag[10];
		Arrays.setAll(tags, (i) -> new NamedTag((i == 0) ? Integer.MAX_VALUE : 1000, () -> {
		}));
		MeterTable<String> table = table(tags);
		for (int round = 0; round < 20; round++) {
			long slot = 0;
			for (NamedTag tag : tags) {
				slot = tag.slot(slot, "v" + round);
			}
			assertThat(table.at(slot)).startsWith("other,other,");
		}
		assertThat(this.made).hasValue(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			     |  1 | ''
			E    |  3 | up up_or_down over
			EF   |  6 | false,up false,up_or_down false,over true,up true,up_or_down true,over
			EF   |  5 |
			D    |  2 | same
			N    | 99 |
			EN   | 99 |
			NE   |  0 |
			Z    | 99 |
			""")
	void makesThoseOfKnownValuesAtOnceIfTheyAreFew(@Nullable String kinds, int most, @Nullable String expected) {
		List<TagAxis> axes = new ArrayList<>();
		String all = (kinds != null) ? kinds : "";
		for (int i = all.length() - 1; i >= 0; i--) {
			axes.add(switch (all.charAt(i)) {
				case 'E' -> new EnumTag<>(Way.values(), Way::text, Assertions::fail);
				case 'D' -> new EnumTag<>(Way.values(), (way) -> "same", Assertions::fail);
				case 'F' -> new FlagTag();
				case 'Z' -> new EnumTag<>(new Way[0]);
				default -> new NamedTag(3, () -> {
				});
			});
		}
		MeterTable<String> table = table(axes.toArray(TagAxis[]::new));
		assertThat(table.inAdvance(most)).isSameAs(table);
		assertThat(this.values).containsExactly((expected == null) ? new String[0] : expected.split(" "));
	}

	enum Way {

		UP, UP_OR_DOWN, OVER;

		String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	private MeterTable<String> table(TagAxis... axes) {
		return new MeterTable<>((values) -> {
			this.made.incrementAndGet();
			this.values.add(String.join(",", values));
			return String.join(",", values);
		}, axes);
	}

}
