package io.sightglass.meters.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Clock;
import io.sightglass.meters.instrument.Instruments;

/**
 * Budgets of a day and a month as gauges for alerts, and a word to a listener when this
 * instance alone crosses a share of one. Nothing is ever blocked.
 *
 * <pre>
 * llm_budget_limit_usd{window="day"} 50.0
 * llm_budget_spent_usd{window="day"} 12.34
 * </pre>
 */
public final class Budget {

	private final List<BudgetWindow> windows = new ArrayList<>();

	private final Instruments instruments;

	/**
	 * Budgets with a listener.
	 * @param instruments where the gauges are made
	 * @param dailyUsd the budget of a day, if there is one
	 * @param monthlyUsd the budget of a month, if there is one
	 * @param warnAt the share of a budget at which the listener is called first; it is
	 * called again at the whole
	 * @param listener who is called
	 */
	public Budget(Instruments instruments, OptionalDouble dailyUsd, OptionalDouble monthlyUsd, double warnAt,
			Consumer<BudgetCrossed> listener) {
		this.instruments = instruments;
		Objects.requireNonNull(dailyUsd, "dailyUsd");
		Objects.requireNonNull(monthlyUsd, "monthlyUsd");
		Objects.requireNonNull(listener, "listener");
		Clock clock = instruments.clock();
		double[] shares = (warnAt < 1) ? new double[] { warnAt, 1 } : new double[] { 1 };
		dailyUsd.ifPresent((limit) -> this.windows.add(BudgetWindow.day(clock, limit, shares, listener)));
		monthlyUsd.ifPresent((limit) -> this.windows.add(BudgetWindow.month(clock, limit, shares, listener)));
		show();
	}

	/**
	 * No budget.
	 * @param instruments where gauges would be made
	 * @return a budget that watches nothing
	 */
	public static Budget none(Instruments instruments) {
		return new Budget(instruments, OptionalDouble.empty(), OptionalDouble.empty(), 1, (crossed) -> {
		});
	}

	/**
	 * Adds what was spent.
	 * @param picodollars whole picodollars
	 */
	public void spent(long picodollars) {
		for (int i = 0; i < this.windows.size(); i++) {
			try {
				this.windows.get(i).spent(picodollars);
			}
			catch (Throwable ex) {
				this.instruments.failures().record("llm.budget", ex);
			}
		}
	}

	/**
	 * Makes the gauges, where they are not there or have left.
	 */
	void show() {
		for (BudgetWindow window : this.windows) {
			if (!this.instruments.has(LlmMeter.BUDGET_SPENT, window.name())) {
				this.instruments.gauge(LlmMeter.BUDGET_LIMIT, window, BudgetWindow::limitUsd, window.name());
				this.instruments.gauge(LlmMeter.BUDGET_SPENT, window, BudgetWindow::spentUsd, window.name());
			}
		}
	}

}
