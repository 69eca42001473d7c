package io.sightglass.registry;

import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's filters that accept and deny, beside a limit.
 */
class DenyingFiltersTests {

	static List<MeterFilter> denying() {
		return List.of(MeterFilter.deny((id) -> String.valueOf(id.getTag("k")).startsWith("x")),
				MeterFilter.denyUnless((id) -> !String.valueOf(id.getTag("k")).startsWith("x")));
	}

	@ParameterizedTest
	@MethodSource("denying")
	void whatIsDeniedTakesNoPlaceAndIsInNoOther(MeterFilter denying) {
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(2, 100));
		bounded.config().meterFilter(denying);
		for (String value : List.of("x0", "x1", "x2", "1", "2", "x3", "3", "x4", "4")) {
			bounded.counter("a", "k", value).increment();
			Counter.builder("a").tag("k", value).register(bounded).increment();
		}
		assertThat(bounded.find("a").counters()).extracting((counter) -> counter.getId().getTag("k"))
			.containsExactlyInAnyOrder("1", "2", "other");
		assertThat(bounded.get("a").tag("k", "other").counter().count()).isEqualTo(4);
	}

	@Test
	void aListOfWhatIsAcceptedLosesNothingThatIsOnIt() {
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(2, 100));
		bounded.config()
			.meterFilter(MeterFilter.accept((id) -> Set.of("good", "fine", "third").contains(id.getTag("k"))));
		bounded.config().meterFilter(MeterFilter.deny());
		for (String value : List.of("bad1", "good", "bad2", "fine", "third", "bad3")) {
			bounded.counter("a", "k", value).increment();
		}
		assertThat(bounded.find("a").counters()).extracting((counter) -> counter.getId().getTag("k"))
			.containsExactlyInAnyOrder("good", "fine", "other");
		assertThat(bounded.get("a").tag("k", "other").counter().count()).isOne();
	}

	@Test
	void aFilterOfTheApplicationsOwnMayHaveAListOfWhatItAccepts() {
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(1, 100));
		bounded.config().meterFilter(new Listed());
		for (String value : List.of("bad", "good", "bad2", "fine")) {
			bounded.counter("a", "k", value).increment();
		}
		assertThat(bounded.get("a").tag("k", "good").counter().count()).isOne();
		assertThat(bounded.get("a").tag("k", "other").counter().count()).isOne();
	}

	// Such a filter would lose what a limit saves.
	@Test
	void aFilterThatDeniesWhatIsTooManyDeniesNothingBelowALimit() {
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(2, 100));
		bounded.config().meterFilter(MeterFilter.maximumAllowableTags("a", "k", 4, MeterFilter.deny()));
		for (int i = 0; i < 20; i++) {
			bounded.counter("a", "k", "" + i).increment();
		}
		assertThat(bounded.get("a").tag("k", "other").counter().count()).isEqualTo(18);
	}

	@Test
	void aPlaceIsNotLostToAMeterThatIsDeniedInTheEnd() {
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), Clock.SYSTEM, "", null, null);
		bounded.config().meterFilter(new SeriesLimiter(new SeriesLimits(3, 100), ""));
		bounded.config().meterFilter(MeterFilter.deny((id) -> String.valueOf(id.getTag("customer")).startsWith("no")));
		for (int i = 0; i < 10; i++) {
			bounded.counter("orders", "customer", "no" + i).increment();
		}
		bounded.counter("orders", "customer", "a").increment();
		bounded.counter("orders", "customer", "b").increment();
		assertThat(bounded.find("orders").counters()).extracting((counter) -> counter.getId().getTag("customer"))
			.containsExactlyInAnyOrder("a", "b");
	}

	private static final class Listed implements MeterFilter {

		private final Set<String> accepted = Set.of("good", "fine");

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			return this.accepted.contains(id.getTag("k")) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
		}

	}

}
