package io.sightglass.autoconfigure.llm;

import io.sightglass.meters.llm.BudgetCrossed;

import org.springframework.context.ApplicationEvent;

/**
 * This instance alone has spent a share of a budget. Published once a window and share,
 * on the thread of the call that crossed it.
 */
public final class LlmBudgetEvent extends ApplicationEvent {

	private final transient BudgetCrossed crossed;

	/**
	 * An event about one window and share.
	 * @param source what publishes it
	 * @param crossed which share of which budget was spent
	 */
	public LlmBudgetEvent(Object source, BudgetCrossed crossed) {
		super(source);
		this.crossed = crossed;
	}

	/**
	 * What was spent.
	 * @return the window, the share, what was spent and the budget
	 */
	public BudgetCrossed getCrossed() {
		return this.crossed;
	}

}
