package io.sightglass.autoconfigure.llm;

import io.sightglass.meters.llm.BudgetCrossed;

import org.springframework.context.ApplicationEvent;

/**
 * This instance alone has spent a share of a budget. Published once a window and share,
 * on the thread of the call that crossed it.
 */
public final class LlmBudgetEvent extends ApplicationEvent {

	private final transient BudgetCrossed crossed;

	public LlmBudgetEvent(Object source, BudgetCrossed crossed) {
		super(source);
		this.crossed = crossed;
	}

	public BudgetCrossed getCrossed() {
		return this.crossed;
	}

}
