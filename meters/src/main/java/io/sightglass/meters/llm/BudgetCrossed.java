package io.sightglass.meters.llm;

/**
 * This instance alone has spent a share of a budget. Published once a window and share.
 *
 * @param window {@code day} or {@code month}, in UTC
 * @param share the share that was crossed, such as 0.8
 * @param spentUsd what was spent
 * @param limitUsd the budget
 */
public record BudgetCrossed(String window, double share, double spentUsd, double limitUsd) {
}
