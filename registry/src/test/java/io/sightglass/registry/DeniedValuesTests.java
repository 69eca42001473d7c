package io.sightglass.registry;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a filter denies is denied beyond a limit too, whatever its other tags are.
 */
class DeniedValuesTests {

	private static final MeterFilter NO_SECRET = MeterFilter.deny((id) -> "secret".equals(id.getTag("tenant")));

	private static final MeterFilter NO_OTHER = MeterFilter.deny((id) -> "other".equals(id.getTag("tenant")));

	@ParameterizedTest
	@ValueSource(strings = { "k0", "zz", "other" })
	void aDeniedValueBesideAnyOtherIsDenied(String kind) {
		MeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new SeriesLimits(2, 100));
		registry.config().meterFilter(NO_SECRET);
		denies(registry, kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "k0", "zz", "other" })
	void soItIsWhereTheLimiterIsNotTheLastFilter(String kind) {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		registry.config()
			.meterFilter(new SeriesLimiter(new SeriesLimits(2, 100), ""))
			.meterFilter(NO_SECRET)
			.meterFilter(MeterFilter.commonTags(List.of(Tag.of("app", "shop"))));
		denies(registry, kind);
	}

	// By its look alone an "other" of the limiter's is one of the application's.
	@Test
	void whatHasBecomeOtherWasAskedAboutBefore() {
		MeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new SeriesLimits(2, 100));
		registry.config().meterFilter(NO_OTHER);
		for (int i = 0; i < 4; i++) {
			registry.counter("m", "tenant", "t" + i).increment();
		}
		assertThat(registry.get("m").tag("tenant", "other").counter().count()).isEqualTo(2);
	}

	@Test
	void deniedGaugesTakeNoPlace() {
		MeterRegistry registry = new SimpleMeterRegistry();
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(10, 3), "");
		limiter.unless((id) -> NO_SECRET.accept(id) == MeterFilterReply.DENY);
		registry.config().meterFilter(limiter).meterFilter(NO_SECRET);
		for (int i = 0; i < 5; i++) {
			registry.gauge("m", Tags.of("tenant", "secret", "kind", "k" + i), 1);
		}
		registry.gauge("m", Tags.of("tenant", "t", "kind", "k"), 1);
		assertThat(registry.get("m").gauges()).hasSize(1);
	}

	// Who asks about an id that was denied does not make its kind the first of the name.
	@Test
	void aQuestionAboutWhatWasDeniedChangesNothing() {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(1, 10), "");
		limiter.unless((id) -> id.getType() == Meter.Type.TIMER);
		Meter.Id timer = new Meter.Id("m", Tags.of("k", "v"), null, null, Meter.Type.TIMER);
		assertThat(limiter.map(timer)).isSameAs(timer);
		assertThat(limiter.isShared(timer)).isFalse();
		assertThat(limiter.accept(timer)).isEqualTo(MeterFilterReply.NEUTRAL);
		limiter.map(new Meter.Id("m", Tags.of("k", "v"), null, null, Meter.Type.COUNTER));
		Meter.Id other = limiter.map(new Meter.Id("m", Tags.of("k", "w"), null, null, Meter.Type.COUNTER));
		assertThat(other.getTag("k")).isEqualTo("other");
	}

	private static void denies(MeterRegistry registry, String kind) {
		for (int i = 0; i < 4; i++) {
			registry.counter("m", "tenant", "t" + i, "kind", "k" + i).increment();
		}
		for (int i = 0; i < 3; i++) {
			registry.counter("m", "tenant", "secret", "kind", kind).increment(100);
			Counter.builder("m").tag("tenant", "secret").tag("kind", kind).register(registry).increment(100);
		}
		assertThat(registry.find("m").tag("tenant", "secret").counter()).isNull();
		assertThat(registry.get("m").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(4);
	}

}
