package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A line of a price file, read by the names in its header.
 */
final class PriceLine {

	private static final int MAX_COLUMNS = 100;

	private static final int MAX_NAME = 200;

	private final Map<String, Integer> columns;

	private final List<String> cells;

	private PriceLine(Map<String, Integer> columns, List<String> cells) {
		this.columns = columns;
		this.cells = cells;
	}

	static PriceLine header(List<String> names) {
		if (names.size() > MAX_COLUMNS) {
			throw new IllegalArgumentException("The header of a price file names at most " + MAX_COLUMNS
					+ " columns, but this one names " + names.size());
		}
		Map<String, Integer> columns = new HashMap<>();
		for (int i = 0; i < names.size(); i++) {
			if (columns.put(names.get(i), i) != null && !names.get(i).isEmpty()) {
				throw new IllegalArgumentException("The header of a price file names each column once, but "
						+ Printable.value(names.get(i)) + " twice");
			}
		}
		for (String needed : List.of("model", "input", "output")) {
			if (!columns.containsKey(needed)) {
				throw new IllegalArgumentException(
						"The header of a price file names model, input and output, but " + needed + " is missing");
			}
		}
		return new PriceLine(columns, List.of());
	}

	PriceLine row(List<String> cells) {
		return new PriceLine(this.columns, cells);
	}

	boolean isEmpty() {
		return this.cells.stream().allMatch(String::isEmpty);
	}

	String text(String column) {
		Integer index = this.columns.get(column);
		return (index == null || index >= this.cells.size()) ? "" : this.cells.get(index);
	}

	ModelPrice price() {
		if (this.cells.size() > this.columns.size()) {
			throw new IllegalArgumentException(
					"it has " + this.cells.size() + " cells, and its header " + this.columns.size());
		}
		if (text("model").isEmpty()) {
			throw new IllegalArgumentException("it has no model");
		}
		if (text("model").length() > MAX_NAME || text("provider").length() > MAX_NAME) {
			throw new IllegalArgumentException("a name has at most " + MAX_NAME + " characters");
		}
		Rates rates = rates("");
		String above = text("long_context_above");
		BigDecimal discount = number("batch_discount");
		return new ModelPrice(rates, above.isEmpty() ? null : rates("long_"),
				above.isEmpty() ? Long.MAX_VALUE : tokens("long_context_above", above),
				(discount != null) ? discount : BigDecimal.ZERO);
	}

	private Rates rates(String prefix) {
		return Rates.perMillion(needed(prefix + "input"), needed(prefix + "output"), number(prefix + "cache_read"),
				number(prefix + "cache_write"), number(prefix + "reasoning"));
	}

	private BigDecimal needed(String column) {
		BigDecimal number = number(column);
		if (number == null) {
			throw new IllegalArgumentException("the price of " + Printable.value(text("model")) + " has no " + column);
		}
		return number;
	}

	private @Nullable BigDecimal number(String column) {
		String text = text(column);
		return text.isEmpty() ? null : Decimals.parse(column, text);
	}

	private static long tokens(String column, String text) {
		BigDecimal number = Decimals.parse(column, text);
		try {
			long tokens = number.longValueExact();
			if (tokens > 0) {
				return tokens;
			}
		}
		catch (ArithmeticException ignored) {
			// A fraction is no count of tokens.
		}
		throw new IllegalArgumentException(
				column + " is a whole number above 0, but this one is " + Printable.value(text));
	}

}
