package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A line of a price file, read by the names in its header.
 */
final class PriceLine {

	private final List<String> columns;

	private final List<String> cells;

	private PriceLine(List<String> columns, List<String> cells) {
		this.columns = columns;
		this.cells = cells;
	}

	static PriceLine header(@Nullable String line) {
		List<String> columns = split((line != null) ? line : "");
		for (String needed : List.of("model", "input", "output")) {
			if (!columns.contains(needed)) {
				throw new IllegalArgumentException(
						"The header of a price file names model, input and output, but " + needed + " is missing");
			}
		}
		return new PriceLine(columns, List.of());
	}

	PriceLine row(String line) {
		List<String> cells = split(line);
		if (cells.size() > this.columns.size()) {
			throw new IllegalArgumentException("A line of a price file has more cells than its header: " + line);
		}
		return new PriceLine(this.columns, cells);
	}

	String text(String column) {
		int index = this.columns.indexOf(column);
		return (index < 0 || index >= this.cells.size()) ? "" : this.cells.get(index);
	}

	ModelPrice price() {
		Rates rates = rates("");
		BigDecimal above = number("long_context_above");
		BigDecimal discount = number("batch_discount");
		return new ModelPrice(rates, (above != null) ? rates("long_") : null,
				(above != null) ? above.longValueExact() : Long.MAX_VALUE,
				(discount != null) ? discount : BigDecimal.ZERO);
	}

	private Rates rates(String prefix) {
		return Rates.perMillion(needed(prefix + "input"), needed(prefix + "output"), number(prefix + "cache_read"),
				number(prefix + "cache_write"), number(prefix + "reasoning"));
	}

	private BigDecimal needed(String column) {
		BigDecimal number = number(column);
		if (number == null) {
			throw new IllegalArgumentException("The price of " + text("model") + " has no " + column);
		}
		return number;
	}

	private @Nullable BigDecimal number(String column) {
		String text = text(column);
		return text.isEmpty() ? null : new BigDecimal(text);
	}

	private static List<String> split(String line) {
		return List.of(line.strip().split("\\s*,\\s*", -1));
	}

}
