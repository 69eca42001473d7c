package io.sightglass.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

import io.micrometer.core.instrument.MockClock;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;

/**
 * Some of Prometheus's kind, each at an offset of its own, and a counter that comes.
 */
final class Simulation {

	private static final long INTERVAL = 15_000;

	private static final long JITTER = INTERVAL / 10 - 1;

	private static final int SCRAPES = 9;

	private final SightglassPrometheusRegistry registry;

	private final MockClock clock;

	private final List<Scraper> scrapers = new ArrayList<>();

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final long begin;

	Simulation(SightglassPrometheusRegistry registry, MockClock clock, Random random, int scrapers) {
		this.registry = registry;
		this.clock = clock;
		this.begin = clock.wallTime();
		for (int i = 0; i < scrapers; i++) {
			Scraper scraper = new Scraper();
			this.scrapers.add(scraper);
			// Near each other as often as not.
			long offset = 2 * JITTER + random.nextInt(random.nextBoolean() ? (int) INTERVAL : 2000);
			for (int scrape = 0; scrape < SCRAPES; scrape++) {
				// Together not more than a tenth beside the interval.
				long late = random.nextInt((int) JITTER) - JITTER / 2;
				this.events.add(new Event(offset + scrape * INTERVAL + late, () -> scraper.scrape(this.registry)));
			}
		}
		// All scrape already.
		long born = 2 * INTERVAL + random.nextInt(3 * (int) INTERVAL);
		int counts = 1 + random.nextInt(4);
		for (int i = 0; i < counts; i++) {
			long at = born + ((i == 0) ? 0 : random.nextInt((int) INTERVAL));
			this.events.add(new Event(at, () -> this.registry.counter("hits").increment()));
		}
	}

	void run() {
		while (!this.events.isEmpty()) {
			Event next = this.events.remove();
			long now = this.clock.wallTime() - this.begin;
			this.clock.add(Duration.ofMillis(Math.max(0, next.at() - now)));
			next.what().run();
		}
	}

	List<String> wrong() {
		double truth = this.registry.get("hits").counter().count();
		return this.scrapers.stream().map((each) -> each.wrong(truth)).filter((wrong) -> !wrong.isEmpty()).toList();
	}

	int scrapers() {
		return this.scrapers.size();
	}

	int seenAtTheSecond() {
		return (int) this.scrapers.stream().filter((each) -> each.seen.size() > 1 && each.seen.get(1) > 0).count();
	}

	private static final class Scraper {

		private final List<Double> seen = new ArrayList<>();

		void scrape(SightglassPrometheusRegistry registry) {
			registry.getPrometheusRegistry()
				.scrape()
				.stream()
				.filter(CounterSnapshot.class::isInstance)
				.map(CounterSnapshot.class::cast)
				.flatMap((family) -> family.getDataPoints().stream())
				.forEach((point) -> this.seen.add(point.getValue()));
		}

		String wrong(double truth) {
			for (int i = 1; i < this.seen.size(); i++) {
				if (this.seen.get(i) < this.seen.get(i - 1)) {
					return "fell: " + this.seen;
				}
			}
			double increase = this.seen.isEmpty() ? 0 : this.seen.get(this.seen.size() - 1) - this.seen.get(0);
			return (increase != truth) ? "saw " + this.seen + " of " + truth : "";
		}

	}

	/**
	 * What happens at a time.
	 *
	 * @param at the time in milliseconds
	 * @param what what happens
	 */
	private record Event(long at, Runnable what) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return Long.compare(this.at, other.at);
		}

	}

}
