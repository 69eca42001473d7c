package io.sightglass.meters.llm;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
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

	private final LongFunction<LocalDate> startOf;

	private final double limitUsd;

	private final double[] shares;

	private final Consumer<BudgetCrossed> listener;

	private volatile Spending spending = new Spending(0, 0);

	private BudgetWindow(String name, Clock clock, ToLongFunction<LocalDate> windowOf, LongFunction<LocalDate> startOf,
			double limitUsd, double[] shares, Consumer<BudgetCrossed> listener) {
		this.name = name;
		this.clock = clock;
		this.windowOf = windowOf;
		this.startOf = startOf;
		this.limitUsd = limitUsd;
		this.shares = shares;
		this.listener = listener;
	}

	static BudgetWindow day(Clock clock, double limitUsd, double[] shares, Consumer<BudgetCrossed> listener) {
		return new BudgetWindow("day", clock, LocalDate::toEpochDay, LocalDate::ofEpochDay, limitUsd, shares, listener);
	}

	static BudgetWindow month(Clock clock, double limitUsd, double[] shares, Consumer<BudgetCrossed> listener) {
		return new BudgetWindow("month", clock, (day) -> day.getYear() * 12L + day.getMonthValue() - 1,
				(month) -> LocalDate.of((int) (month / 12), (int) (month % 12) + 1, 1), limitUsd, shares, listener);
	}

	String name() {
		return this.name;
	}

	double limitUsd() {
		return this.limitUsd;
	}

	double spentUsd() {
		return now().spent.usd();
	}

	void spent(long picodollars) {
		Spending now = now();
		now.spent.add(picodollars);
		if (now.left.isReachedBy(picodollars)) {
			// The listener is told outside the lock: it is the user's code.
			crossed(now).forEach(this.listener);
		}
	}

	private List<BudgetCrossed> crossed(Spending now) {
		synchronized (now) {
			List<BudgetCrossed> crossed = new ArrayList<>();
			do {
				crossed.add(new BudgetCrossed(this.name, this.shares[now.next], now.spent.usd(), this.limitUsd));
				now.next++;
			}
			while (now.left.isReachedAfter(distance(now.next)));
			return crossed;
		}
	}

	// Of a line from the one before it.
	private double distance(int line) {
		return (line == this.shares.length) ? Double.POSITIVE_INFINITY
				: (this.shares[line] - ((line > 0) ? this.shares[line - 1] : 0)) * this.limitUsd;
	}

	private Spending now() {
		long time = this.clock.wallTime();
		Spending now = this.spending;
		return now.isAt(time) ? now : next(time);
	}

	// A clock that is set back over midnight does not forgive what was spent; one that
	// was far ahead is believed when it is corrected.
	private synchronized Spending next(long time) {
		Spending now = this.spending;
		if (!now.isAt(time)) {
			long window = this.windowOf.applyAsLong(Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate());
			now = new Spending(start(window - 1), start(window + 1));
			now.left.isReachedAfter(distance(0));
			this.spending = now;
		}
		return now;
	}

	private long start(long window) {
		return this.startOf.apply(window).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
	}

	/**
	 * What is spent from a time to another.
	 */
	private static final class Spending {

		private final long from;

		private final long to;

		private final Dollars spent = new Dollars();

		private final BudgetLine left = new BudgetLine();

		private int next;

		Spending(long from, long to) {
			this.from = from;
			this.to = to;
		}

		boolean isAt(long time) {
			return time >= this.from && time < this.to;
		}

	}

}
