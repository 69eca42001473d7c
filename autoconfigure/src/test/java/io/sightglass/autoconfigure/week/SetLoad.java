package io.sightglass.autoconfigure.week;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.set.TaggedMeters;
import io.sightglass.meters.set.Timing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A meter set, tagged meters, annotated methods, and meters of the application's own that
 * come and go.
 */
final class SetLoad implements Load {

	private final Random random = new Random(20260302);

	private final MeterRegistry registry;

	private final WeekMeters meters;

	private final WeekApp.Annotated annotated;

	private final TaggedMeters<Counter> tagged;

	private final Books books;

	SetLoad(MeterRegistry registry, WeekMeters meters, WeekApp.Annotated annotated, Totals totals) {
		this.registry = registry;
		this.meters = meters;
		this.annotated = annotated;
		this.tagged = TaggedMeters.in(registry).name("week.tagged").tags("a", "b").maxValues(20).counters();
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) {
		this.meters.sold((turn % 40 == 0) ? null : "kind-" + turn % 40, turn % 2 == 0);
		this.books.one("week.sold");
		if (turn % 40 == 0) {
			this.books.one("week.sold kind none");
		}
		else {
			this.books.lookedUp("week.sold", "kind", "kind-" + turn % 40);
		}
		this.meters.weighed(turn % 100);
		this.books.one("week.weight");
		timing(turn);
		if (turn % 9 != 0) {
			this.meters.open().hold().close();
		}
		else {
			this.meters.open().hold();
		}
		this.tagged.with("a-" + turn % 30, "b-" + turn % 7).increment();
		this.books.one("week.tagged");
		this.books.lookedUp("week.tagged", "a", "a-" + turn % 30);
		annotated(turn);
		own(turn);
	}

	private void timing(int turn) {
		Timing timing = this.meters.packing();
		switch (turn % 4) {
			case 0 -> timing.done();
			case 1 -> timing.failed(new IllegalStateException("as it should"));
			case 2 -> timing.failed(new CancellationException("as it should"));
			default -> timing.close();
		}
		this.books
			.one("week.packing outcome " + ((turn % 4 == 0) ? "success" : (turn % 4 == 2) ? "cancelled" : "error"));
	}

	private void annotated(int turn) {
		this.books.one("week.timed");
		this.books.one("pipeline.records.processed pipeline annotated");
		if (turn % 5 == 0) {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.annotated.work(true));
			this.books.one("pipeline.records.processed pipeline annotated outcome error");
		}
		else {
			this.annotated.work(false);
			this.books.one("pipeline.records.processed pipeline annotated outcome success");
		}
	}

	private void own(int turn) {
		visit(turn);
		// These come back, and go on where they stood.
		String guest = "guest-" + this.random.nextInt(60);
		this.registry.counter("week.guests", "guest", guest).increment();
		this.registry.timer("week.stays", "guest", guest).record(Duration.ofMillis(1));
		this.books.one("week.guests guest " + guest);
		this.books.one("week.stays guest " + guest);
		if (turn % 10 == 0) {
			Gauge gauge = Gauge.builder("week.level", () -> turn)
				.tag("turn", "turn-" + turn % 1000)
				.register(this.registry);
			this.registry.remove(gauge);
		}
	}

	// Never the same again; where too many are there, the meter says so.
	private void visit(int turn) {
		Counter visit = this.registry.counter(Totals.ONCE, "visitor", "v-" + turn);
		visit.increment();
		this.books.one(Totals.ONCE);
		if ("other".equals(visit.getId().getTag("visitor"))) {
			this.books.one("sightglass.series.folded meter " + Totals.ONCE + " tag visitor");
		}
	}

	@Override
	public int names() {
		return 840;
	}

	@Override
	public void check() {
		this.books.check();
		this.books.checkLevel("week.open", 0);
	}

}
