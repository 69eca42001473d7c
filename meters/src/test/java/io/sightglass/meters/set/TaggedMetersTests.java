package io.sightglass.meters.set;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TaggedMetersTests {

	private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void findsTheMeterThatTheRegistryHas() {
		TaggedMeters<Counter> placed = orders("channel", "country", "payment").counters();
		placed.with("web", "de", "card").increment();
		placed.with("web", "de", "card").increment();
		placed.with("web", "fr", "card").increment();
		Counter found = this.registry.counter("orders.placed", "channel", "web", "country", "de", "payment", "card");
		assertThat(placed.with("web", "de", "card")).isSameAs(found);
		assertThat(found.count()).isEqualTo(2);
		assertThat(this.registry.find("orders.placed").counters()).hasSize(2);
	}

	@Test
	void takesOneToFourTags() {
		assertThat(orders("a").counters().with("1").getId().getTag("a")).isEqualTo("1");
		assertThat(in("b").tags("a", "b").counters().with("1", "2").getId().getTag("b")).isEqualTo("2");
		assertThat(in("c").tags("a", "b", "c").counters().with("1", "2", "3").getId().getTag("c")).isEqualTo("3");
		assertThat(in("d").tags("a", "b", "c", "d").counters().with("1", "2", "3", "4").getId().getTag("d"))
			.isEqualTo("4");
	}

	@Test
	void makesTimersAndSummariesAndWhateverTheApplicationMakes() {
		TaggedMeters<Timer> timers = in("took").tags("step").timers();
		timers.with("pack").record(Duration.ofSeconds(1));
		assertThat(this.registry.get("took").tag("step", "pack").timer().count()).isOne();
		TaggedMeters<DistributionSummary> sizes = in("size").baseUnit("bytes").tags("step").summaries();
		sizes.with("pack").record(17);
		assertThat(this.registry.get("size").summary().totalAmount()).isEqualTo(17);
		TaggedMeters<Timer> own = in("own").tags("step")
			.meters((tags) -> Timer.builder("own")
				.tags(tags)
				.serviceLevelObjectives(Duration.ofMillis(1))
				.register(this.registry));
		assertThat(own.with("pack").takeSnapshot().histogramCounts()).hasSize(1);
	}

	@Test
	void nothingAndBlankAreNone() {
		TaggedMeters<Counter> placed = orders("channel", "country").maxValues(1).counters();
		placed.with("web", "de").increment();
		placed.with(null, "de").increment();
		placed.with("", "de").increment();
		placed.with("  ", "de").increment();
		placed.with("none", "de").increment();
		assertThat(this.registry.get("orders.placed").tag("channel", "none").counter().count()).isEqualTo(4);
		assertThat(this.registry.find("sightglass.series.folded").meters()).isEmpty();
	}

	@Test
	void foldsWhatIsBeyondTheLimitAndLosesNothing() {
		TaggedMeters<Counter> placed = orders("channel", "customer").maxValues(3).counters();
		for (int i = 0; i < 10; i++) {
			placed.with("web", "c" + i).increment();
		}
		assertThat(this.registry.find("orders.placed").counters()).hasSize(4);
		assertThat(this.registry.get("orders.placed").tag("customer", "other").counter().count()).isEqualTo(7);
		assertThat(folded("customer")).isEqualTo(7);
	}

	@Test
	void foldsAllTagsWhereThereAreTooManyCombinations() {
		TaggedMeters<Counter> placed = orders("channel", "customer").maxSeries(5).counters();
		for (int i = 0; i < 100; i++) {
			placed.with("ch" + i % 10, "c" + i / 10).increment();
		}
		assertThat(this.registry.find("orders.placed").counters()).hasSize(5);
		double sum = this.registry.find("orders.placed").counters().stream().mapToDouble(Counter::count).sum();
		assertThat(sum).isEqualTo(100);
		assertThat(folded("customer")).isEqualTo(96).isEqualTo(folded("channel"));
	}

	@Test
	void foldsBesideAGuardThatFoldsTheSameTag() {
		SeriesLimiter guard = new SeriesLimiter(new SeriesLimits(1, 1000), "");
		this.registry.config().meterFilter(guard);
		guard.bindTo(this.registry);
		TaggedMeters<Counter> placed = orders("channel").maxValues(2).counters();
		for (int i = 0; i < 5; i++) {
			placed.with("c" + i).increment();
		}
		assertThat(this.registry.get("orders.placed").tag("channel", "other").counter().count()).isEqualTo(4);
		assertThat(folded("channel")).isPositive();
	}

	@Test
	void countsFoldsUnderThePrefix() {
		TaggedMeters<Counter> placed = TaggedMeters.in(new Instruments(this.registry, "shop"))
			.name("orders.placed")
			.tags("channel")
			.maxValues(1)
			.counters();
		placed.with("a");
		placed.with("b");
		assertThat(this.registry.get("shop.sightglass.series.folded").counter().count()).isOne();
	}

	@Test
	void allocatesNothing() {
		TaggedMeters<Counter> placed = orders("channel", "country", "customer").maxValues(10).counters();
		for (int i = 0; i < 200_000; i++) {
			placed.with("web", "de", "a").increment();
			placed.with("web", "de", "beyond").increment();
		}
		for (int i = 0; i < 10; i++) {
			placed.with("web", "de", "c" + i);
		}
		ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = thread.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < 10_000; i++) {
			placed.with("web", "de", "a").increment();
			placed.with("web", "de", "beyond").increment();
		}
		// The JIT's own work may show; an allocation a call would be 480,000 bytes.
		assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
	}

	@Test
	void saysWhatIsWrongWithItsUse() {
		assertThatIllegalArgumentException().isThrownBy(() -> orders().counters())
			.withMessage("orders.placed has 0 tags, but tagged meters have one to 4");
		assertThatIllegalArgumentException().isThrownBy(() -> in("").tags("a").counters())
			.withMessageContaining("have a name");
		assertThatIllegalArgumentException().isThrownBy(() -> orders("a").maxValues(0).counters());
		assertThatIllegalArgumentException().isThrownBy(() -> orders("a").maxSeries(0).counters());
	}

	@Test
	void aWrongNumberOfValuesIsAFailureAndNoException() {
		TaggedMeters<Counter> placed = orders("channel", "country").counters();
		assertThat(placed.with("web").getId().getTag("country")).isEqualTo("none");
		assertThat(placed.with("web", "de", "card")).isSameAs(placed.with("web", "de"));
		assertThat(this.registry.get("sightglass.failures").tag("family", "orders").counter().count()).isEqualTo(2);
	}

	private TaggedMetersBuilder orders(String... keys) {
		return in("orders.placed").tags(keys);
	}

	private TaggedMetersBuilder in(String name) {
		return TaggedMeters.in(this.registry).name(name);
	}

	private double folded(String key) {
		return this.registry.get("sightglass.series.folded")
			.tags("meter", "orders.placed", "tag", key)
			.counter()
			.count();
	}

}
