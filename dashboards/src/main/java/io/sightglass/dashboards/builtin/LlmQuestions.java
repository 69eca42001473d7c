package io.sightglass.dashboards.builtin;

import java.util.Arrays;
import java.util.Map;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.query.Scope;
import io.sightglass.meters.llm.GenAiMeter;
import io.sightglass.meters.llm.LlmMeter;

/**
 * What dashboards and alerts ask of LLM calls, under the names that the application shows
 * them by.
 */
final class LlmQuestions {

	private static final Map<String, String> NAMES = Map.of("provider", "gen_ai.provider.name", "model",
			"gen_ai.request.model", "operation", "gen_ai.operation.name", "error", "error.type", "outcome",
			"error.type");

	private static final String ERROR = "error.type";

	private LlmQuestions() {
	}

	static Expression calls(String... by) {
		return new ByName(Metric.of(LlmMeter.REQUESTS).ratePer(by), called(GenAiMeter.DURATION).ratePer(by),
				called(GenAiMeter.OLDER_DURATION).ratePer(by));
	}

	// Whoever gave up has an error there, but is none of the provider's.
	static Expression errorRatio(String... by) {
		return Expression.ratio(
				new ByName(Metric.of(LlmMeter.REQUESTS).where("outcome", "error").ratePer(by),
						called(GenAiMeter.DURATION).whereNot(ERROR, "|cancelled|abandoned").ratePer(by),
						called(GenAiMeter.OLDER_DURATION).whereNot(ERROR, "|cancelled|abandoned").ratePer(by)),
				calls(by));
	}

	static Expression outcomes() {
		return new ByName(Metric.of(LlmMeter.REQUESTS).ratePer("outcome"), outcomes(called(GenAiMeter.DURATION)),
				outcomes(called(GenAiMeter.OLDER_DURATION)));
	}

	private static Expression outcomes(Metric calls) {
		return calls.where(ERROR, "")
			.ratePer()
			.with("outcome", "success")
			.or(calls.whereNot(ERROR, "|cancelled|abandoned").ratePer().with("outcome", "error"))
			.or(calls.where(ERROR, "cancelled").ratePer().with("outcome", "cancelled"))
			.or(calls.where(ERROR, "abandoned").ratePer().with("outcome", "abandoned"));
	}

	static Expression errors() {
		String[] by = { "provider", "error" };
		return new ByName(Metric.of(LlmMeter.ERRORS).ratePer(by),
				called(GenAiMeter.DURATION).whereNot(ERROR, "|abandoned").ratePer(by),
				called(GenAiMeter.OLDER_DURATION).whereNot(ERROR, "|abandoned").ratePer(by));
	}

	static Expression duration(String... by) {
		return new ByName(Metric.of(LlmMeter.REQUEST_DURATION).quantileOrMeanPer(0.95, by),
				called(GenAiMeter.DURATION).quantilePer(0.95, by),
				called(GenAiMeter.OLDER_DURATION).quantilePer(0.95, by));
	}

	static Expression firstToken(String... by) {
		return firstTokenOfBuckets(by).or(firstTokenMean(by));
	}

	static Expression firstTokenOfBuckets(String... by) {
		Expression own = Metric.of(LlmMeter.TIME_TO_FIRST_TOKEN).quantilePer(0.95, by);
		return new ByName(own, called(GenAiMeter.FIRST_CHUNK).quantilePer(0.95, by), own);
	}

	static Expression firstTokenMean(String... by) {
		Expression own = Metric.of(LlmMeter.TIME_TO_FIRST_TOKEN).meanPer(by);
		return new ByName(own, called(GenAiMeter.FIRST_CHUNK).meanPer(by), own);
	}

	static Expression perOutputToken(String... by) {
		Expression own = Metric.of(LlmMeter.TIME_PER_OUTPUT_TOKEN).quantileOrMeanPer(0.95, by);
		return new ByName(own, called(GenAiMeter.OUTPUT_CHUNK).quantilePer(0.95, by), own);
	}

	/**
	 * Tokens by type. What OpenTelemetry counts as input has those of a cache within it,
	 * and its older names tell no more than input and output.
	 * @param by the labels to keep beside the type
	 * @return tokens a second
	 */
	static Expression tokens(String... by) {
		Expression input = called(GenAiMeter.INPUT_TOKENS).ratePer(by);
		Expression output = called(GenAiMeter.OUTPUT_TOKENS).ratePer(by);
		Expression read = orNone(called(GenAiMeter.CACHE_READ_TOKENS).ratePer(by), input);
		Expression written = orNone(called(GenAiMeter.CACHE_WRITE_TOKENS).ratePer(by), input);
		Expression reasoning = orNone(called(GenAiMeter.REASONING_TOKENS).ratePer(by), output);
		Metric older = called(GenAiMeter.OLDER_TOKENS);
		String[] own = Arrays.copyOf(by, by.length + 1);
		own[by.length] = "type";
		return new ByName(Metric.of(LlmMeter.TOKENS).ratePer(own),
				input.minus(read)
					.minus(written)
					.with("type", "input")
					.or(read.with("type", "cache_read"))
					.or(written.with("type", "cache_write"))
					.or(output.minus(reasoning).with("type", "output"))
					.or(reasoning.with("type", "reasoning")),
				older.where("gen_ai.token.type", "input")
					.amountPer(by)
					.with("type", "input")
					.or(older.where("gen_ai.token.type", "output").amountPer(by).with("type", "output")));
	}

	/**
	 * The share of prompts that came from a cache, where the names tell it.
	 * @param by the labels to keep
	 * @return from 0 to 1
	 */
	static Expression cacheHits(String... by) {
		Metric tokens = Metric.of(LlmMeter.TOKENS);
		Expression own = Expression.ratio(tokens.whereLike("type", ".*cache_read").ratePer(by),
				tokens.whereLike("type", ".*input|.*cache.*").ratePer(by));
		return new ByName(own, Expression.ratio(called(GenAiMeter.CACHE_READ_TOKENS).ratePer(by),
				called(GenAiMeter.INPUT_TOKENS).ratePer(by)), own);
	}

	private static Expression orNone(Expression part, Expression total) {
		return part.or(Expression.text("0").times(total));
	}

	private static Metric called(GenAiMeter meter) {
		return Metric.of(meter).called(NAMES);
	}

	static Expression spent(String range) {
		return Metric.of(LlmMeter.COST).increasePer().over(range);
	}

	static Expression dailyLimit() {
		return Metric.of(LlmMeter.BUDGET_LIMIT).where("window", "day").maxPer();
	}

	/**
	 * The question under the names that the application shows.
	 *
	 * @param own under Sightglass's
	 * @param openTelemetry under OpenTelemetry's
	 * @param older under its older ones
	 */
	private record ByName(Expression own, Expression openTelemetry, Expression older) implements Expression {

		@Override
		public String in(Scope scope) {
			return chosen(scope).in(scope);
		}

		@Override
		public boolean isPair(Scope scope) {
			return chosen(scope).isPair(scope);
		}

		private Expression chosen(Scope scope) {
			return switch (scope.llm()) {
				case SIGHTGLASS, BOTH -> this.own;
				case OPENTELEMETRY -> this.openTelemetry;
				case OPENTELEMETRY_1_37 -> this.older;
			};
		}

	}

}
