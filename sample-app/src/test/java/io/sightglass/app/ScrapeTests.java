package io.sightglass.app;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ScrapeTests {

	@Test
	void readsLabelsThatContainWhatSeparatesThem() {
		Scrape scrape = Scrape.parse("""
				# HELP odd_total A strange one.
				# TYPE odd_total counter
				odd_total{uri="/a{b},c=\\"d\\"",text="one\\ntwo\\\\"} 3.0
				""");
		assertThat(samples(scrape, "odd_total")).singleElement().satisfies((sample) -> {
			assertThat(sample.labels()).containsEntry("uri", "/a{b},c=\"d\"").containsEntry("text", "one\ntwo\\");
			assertThat(sample.value()).isEqualTo(3.0);
		});
	}

	@Test
	void gathersTheSeriesOfAHistogram() {
		Scrape scrape = Scrape.parse("""
				# TYPE wait_seconds histogram
				wait_seconds_bucket{le="0.1"} 1
				wait_seconds_bucket{le="+Inf"} 2
				wait_seconds_count 2
				wait_seconds_sum 0.7
				# TYPE wait_seconds_max gauge
				wait_seconds_max NaN
				""");
		assertThat(samples(scrape, "wait_seconds")).hasSize(4);
		assertThat(samples(scrape, "wait_seconds_max")).singleElement()
			.extracting(Scrape.Sample::value)
			.isEqualTo(Double.NaN);
	}

	@Test
	void refusesASampleWithoutAFamily() {
		assertThatIllegalArgumentException().isThrownBy(() -> Scrape.parse("stray 1.0\n"))
			.withMessageContaining("stray");
	}

	private static List<Scrape.Sample> samples(Scrape scrape, String name) {
		return Objects.requireNonNull(scrape.family(name)).samples();
	}

}
