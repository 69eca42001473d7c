package io.sightglass.app.series;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.app.load.Scenario;

import org.springframework.stereotype.Component;

/**
 * Customers search for whatever they like, and each word is a tag: what
 * {@code sightglass.cardinality.limits} is for. Searches beyond it are counted as other;
 * what they find is a gauge, which cannot be added up and is left out. <pre>
 * sightglass_series_folded_total{meter="shop.searches",tag="term"} 812.0
 * sightglass_series_refused_total{meter="shop.search.hits"} 780.0
 * sightglass_series_cut_total{meter="shop.searches",what="value"} 81.0
 * </pre>
 */
@Component
class SearchScenario implements Scenario {

	private static final int WORDS = 1000;

	private static final int HITS = 40;

	private static final int PASTED = 10;

	private static final int LONG = 100;

	private final RandomGenerator random = RandomGenerator.getDefault();

	private final Set<Integer> searched = ConcurrentHashMap.newKeySet();

	private final MeterRegistry registry;

	SearchScenario(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(500);
	}

	@Override
	public void play() {
		int word = this.random.nextInt(WORDS);
		// Some paste a whole page, of which the beginning is kept.
		String term = "word-" + ((word % PASTED == 0) ? (word + " ").repeat(LONG) : word);
		Counter.builder("shop.searches")
			.description("Searches by the customers' own words.")
			.tag("term", term)
			.register(this.registry)
			.increment();
		// Micrometer warns whoever registers a gauge again.
		if (this.searched.add(word)) {
			Gauge.builder("shop.search.hits", () -> word % HITS)
				.description("Goods that a search for the word finds.")
				.tag("term", term)
				.register(this.registry);
		}
	}

}
