package io.sightglass.registry.limit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.registry.tag.ScrapeLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OtherTagsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final SeriesLimiter guard = new SeriesLimiter(new SeriesLimits(1, 1000), "");

	OtherTagsTests() {
		this.registry.config().meterFilter(this.guard);
		this.guard.bindTo(this.registry);
	}

	@Test
	void anIdThatFoldedEqualsOneThatDidNot() {
		map("user", "kept");
		Meter.Id folded = map("user", "1");
		Meter.Id plain = id(Tags.of("user", "other"));
		assertThat(folded).isEqualTo(plain).hasSameHashCodeAs(plain).isNotEqualTo(id(Tags.of("user", "kept")));
		assertThat(plain).isEqualTo(folded);
	}

	@Test
	void eachOfSeveralTagsThatFoldIsCounted() {
		for (int i = 0; i < 5; i++) {
			record("a", "" + i, "b", "" + i);
		}
		record("a", "0", "b", "9");
		record("a", "9", "b", "0");
		assertThat(count("a", "other", "b", "other")).isEqualTo(4);
		assertThat(count("a", "0", "b", "other")).isOne();
		assertThat(count("a", "other", "b", "0")).isOne();
		assertThat(folded("a")).isEqualTo(5);
		assertThat(folded("b")).isEqualTo(5);
	}

	@Test
	void whatIsCalledOtherAlreadyGoesToTheSameSeriesAndIsNotCounted() {
		for (int i = 0; i < 3; i++) {
			record("a", "" + i, "b", "other");
			record("a", "other", "b", "other");
		}
		assertThat(count("a", "other", "b", "other")).isEqualTo(5);
		assertThat(folded("a")).isEqualTo(2);
		assertThat(this.registry.find("sightglass.series.folded").tag("tag", "b").counter()).isNull();
	}

	@Test
	void idsOfOneMeterMayHaveDifferentKeys() {
		for (int i = 0; i < 4; i++) {
			record("a", "" + i);
			record("b", "" + i);
			record("a", "" + i, "b", "" + i);
			record();
		}
		assertThat(count("a", "other")).isEqualTo(3);
		assertThat(count("b", "other")).isEqualTo(3);
		assertThat(count("a", "other", "b", "other")).isEqualTo(3);
		assertThat(this.registry.get("load").counters().stream().mapToDouble((it) -> it.count()).sum()).isEqualTo(16);
		assertThat(folded("a")).isEqualTo(6);
	}

	@Test
	void anIdWithAnotherDescriptionIsAnotherId() {
		map("user", "kept");
		map("user", "1");
		Meter.Id described = this.guard
			.map(new Meter.Id("load", Tags.of("user", "2"), "bytes", "What it is", Meter.Type.COUNTER));
		assertThat(described.getDescription()).isEqualTo("What it is");
		assertThat(described.getBaseUnit()).isEqualTo("bytes");
		assertThat(described.getTag("user")).isEqualTo("other");
	}

	@Test
	void manyTagsFoldToo() {
		Tags tags = Tags.empty();
		for (int i = 0; i < ScrapeLimits.TAGS; i++) {
			tags = tags.and("key" + i, "kept");
		}
		this.guard.map(id(tags));
		Meter.Id folded = this.guard.map(id(tags.and("key0", "x", "key" + (ScrapeLimits.TAGS - 1), "x")));
		assertThat(folded.getTags()).filteredOn((tag) -> tag.getValue().equals("other")).hasSize(2);
	}

	private Meter.Id map(String... tags) {
		return this.guard.map(id(Tags.of(tags)));
	}

	private static Meter.Id id(Tags tags) {
		return new Meter.Id("load", tags, null, null, Meter.Type.COUNTER);
	}

	private void record(String... tags) {
		this.registry.counter("load", tags).increment();
	}

	private double count(String... tags) {
		return this.registry.counter("load", tags).count();
	}

	private double folded(String tag) {
		return this.registry.get("sightglass.series.folded").tag("tag", tag).counter().count();
	}

}
