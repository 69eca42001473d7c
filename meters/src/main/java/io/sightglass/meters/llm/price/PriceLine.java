package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.registry.internal.log.Printable;
import io.sightglass.meters.llm.internal.name.Near;
import org.jspecify.annotations.Nullable;

/**
 * A line of a price file, read by the names in its header.
 */
final class PriceLine {

	private static final List<String> NEEDED = List.of("model", "unit", "usd");

	private static final List<String> COLUMNS = List.of("provider", "model", "unit", "tier", "context_over", "usd",
			"from", "until", "context_window");

	private static final Map<String, LlmUnit> UNITS = new LinkedHashMap<>();

	private static final Map<String, LlmTier> TIERS = new LinkedHashMap<>();

	static {
		Arrays.stream(LlmUnit.values()).forEach((unit) -> UNITS.put(unit.tag(), unit));
		Arrays.stream(LlmTier.values()).forEach((tier) -> TIERS.put(tier.tag(), tier));
	}

	private static final int MAX_NAME = 200;

	private final Map<String, Integer> columns;

	private final List<String> cells;

	private PriceLine(Map<String, Integer> columns, List<String> cells) {
		this.columns = columns;
		this.cells = cells;
	}

	static PriceLine header(List<String> names) {
		Map<String, Integer> columns = new HashMap<>();
		for (int i = 0; i < names.size(); i++) {
			String name = names.get(i);
			if (!COLUMNS.contains(name)) {
				if (names.stream().noneMatch(COLUMNS::contains)) {
					// Whatever it is, it may hold secrets.
					throw new IllegalArgumentException(
							"The first line is no header of a price file, which names model, "
									+ "unit and usd, a price a line");
				}
				throw new IllegalArgumentException("The header of a price file names model, unit and usd, a price a "
						+ "line, and knows no " + Printable.value(name) + ", but " + Near.to(name, COLUMNS));
			}
			if (columns.put(name, i) != null) {
				throw new IllegalArgumentException(
						"The header of a price file names each column once, but " + name + " twice");
			}
		}
		for (String needed : NEEDED) {
			if (!columns.containsKey(needed)) {
				throw new IllegalArgumentException(
						"The header of a price file names model, unit and usd, but " + needed + " is missing");
			}
		}
		return new PriceLine(columns, List.of());
	}

	PriceLine row(List<String> cells) {
		return new PriceLine(this.columns, cells);
	}

	boolean isEmpty() {
		for (String cell : this.cells) {
			if (!cell.isEmpty()) {
				return false;
			}
		}
		return true;
	}

	String text(String column) {
		Integer index = this.columns.get(column);
		return (index == null || index >= this.cells.size()) ? "" : this.cells.get(index);
	}

	/**
	 * What the line is the price of.
	 * @return its unit, tier, context and days
	 * @throws IllegalArgumentException where one of them is none
	 */
	ModelLines.Key key() {
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
		String tier = text("tier");
		LocalDate from = day("from");
		LocalDate until = day("until");
		if (from != null && until != null && until.isBefore(from)) {
			throw new IllegalArgumentException("it ends before it begins");
		}
		return new ModelLines.Key(known("unit", text("unit"), UNITS),
				tier.isEmpty() ? LlmTier.STANDARD : known("tier", tier, TIERS), tokens("context_over"), from, until);
	}

	long contextWindow() {
		return tokens("context_window");
	}

	/**
	 * The price of the line.
	 * @param unit what it is the price of
	 * @return whole picodollars
	 * @throws IllegalArgumentException where it is none
	 */
	long rate(LlmUnit unit) {
		if (text("usd").isEmpty()) {
			throw new IllegalArgumentException("the price of " + Printable.value(text("model")) + " has no usd");
		}
		return Rates.of(unit, Decimals.parse("usd", text("usd")));
	}

	private static <T> T known(String what, String name, Map<String, T> known) {
		T found = known.get(name);
		if (found == null) {
			throw new IllegalArgumentException(
					"there is no " + what + " " + Printable.value(name) + ", but " + Near.to(name, known.keySet()));
		}
		return found;
	}

	private long tokens(String column) {
		String text = text(column);
		if (text.isEmpty()) {
			return 0;
		}
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

	private @Nullable LocalDate day(String column) {
		return text(column).isEmpty() ? null : day(column, text(column));
	}

	static LocalDate day(String what, String text) {
		try {
			if (text.length() == "2026-08-06".length()) {
				return LocalDate.parse(text);
			}
		}
		catch (DateTimeException ignored) {
			// Its text may be of any kind.
		}
		throw new IllegalArgumentException(
				what + " is a day such as 2026-08-06, but this one is " + Printable.value(text));
	}

}
