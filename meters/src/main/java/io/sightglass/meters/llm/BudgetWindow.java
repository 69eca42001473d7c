package io.sightglass.meters.llm;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Clock;
import io.sightglass.meters.llm.price.Dollars;

/**
 * What was spent since the day or month began.
 */
final class BudgetWindow {

	private final String name;

	private final Clock clock;

	private final ToLongFunction<LocalDate> windowOf;

	private final double limitUsd;

	private final double[] shares;

	private final Consumer<BudgetCrossed> listener;

	private long window = Long.MIN_VALUE;

	private Dollars spent = new Dollars();

	private BudgetWindow(String name, Clock clock, ToLongFunction<LocalDate> windowOf, double limitUsd, double[] shares,
			Consumer<BudgetCrossed> listener) {
		this.name = name;
		this.clock = clock;
		this.windowOf = windowOf;
		this.limitUsd = limitUsd;
		this.shares = shares;
		this.listener = listener;
	}

	static BudgetWindow day(Clock clock, double limitUsd, double[] shares, Consumer<BudgetCrossed> listener) {
		return new BudgetWindow("day", clock, LocalDate::toEpochDay, limitUsd, shares, listener);
	}

	static BudgetWindow month(Clock clock, double limitUsd, double[] shares, Consumer<BudgetCrossed> listener) {
		return new BudgetWindow("month", clock, (day) -> day.getYear() * 12L + day.getMonthValue(), limitUsd, shares,
				listener);
	}

	String name() {
		return this.name;
	}

	double limitUsd() {
		return this.limitUsd;
	}

	synchronized double spentUsd() {
		roll();
		return this.spent.usd();
	}

	void spent(long picodollars) {
		// The listener is told outside the lock: it is the user's code.
		add(picodollars).forEach(this.listener);
	}

	private synchronized List<BudgetCrossed> add(long picodollars) {
		roll();
		double before = this.spent.usd();
		this.spent.add(picodollars);
		double after = this.spent.usd();
		List<BudgetCrossed> crossed = new ArrayList<>(0);
		for (double share : this.shares) {
			double line = share * this.limitUsd;
			if (before < line && after >= line) {
				crossed.add(new BudgetCrossed(this.name, share, after, this.limitUsd));
			}
		}
		return crossed;
	}

	private void roll() {
		LocalDate today = Instant.ofEpochMilli(this.clock.wallTime()).atZone(ZoneOffset.UTC).toLocalDate();
		long now = this.windowOf.applyAsLong(today);
		// A clock that is set back over midnight does not forgive what was spent; one
		// that was far ahead is believed when it is corrected.
		if (now > this.window || now < this.window - 1) {
			this.window = now;
			this.spent = new Dollars();
		}
	}

}
