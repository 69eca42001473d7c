package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.Reader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.sightglass.meters.llm.internal.name.ProviderName;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a price file: its prices, and what is wrong with it. A line that is no
 * price costs no other line.
 *
 * @param table the prices
 * @param wrong what the lines are that are no prices, or {@code null} where all are
 */
record PriceFile(PriceTable table, @Nullable String wrong) {

	static final int MAX_CHARACTERS = 10 * 1024 * 1024;

	static final int MAX_LINES = 100_000;

	static final int MAX_MODELS = 20_000;

	/**
	 * Reads all text.
	 * @param source where it comes from
	 * @return the text
	 * @throws IOException where it cannot be read, or does not end
	 */
	static String text(Reader source) throws IOException {
		StringBuilder text = new StringBuilder();
		char[] part = new char[8192];
		int length;
		while ((length = source.read(part)) >= 0) {
			text.append(part, 0, length);
			if (text.length() > MAX_CHARACTERS) {
				throw new IOException("A price file has at most " + MAX_CHARACTERS + " characters");
			}
		}
		return text.toString();
	}

	/**
	 * Reads prices.
	 * @param text the file
	 * @param last what was read before, which stays in force for a model with a line that
	 * is wrong
	 * @return the prices
	 * @throws IllegalArgumentException where there is none
	 */
	static PriceFile of(String text, PriceTable last) {
		return of(text, last, new PriceTable());
	}

	static PriceFile of(String text, PriceTable last, PriceTable into) {
		if (text.indexOf('\0') >= 0) {
			throw new IllegalArgumentException(
					"A price file is text in UTF-8, or in UTF-16 with a byte order mark, but this one has zero bytes");
		}
		PriceRows rows = new PriceRows(text);
		List<String> columns = new ArrayList<>();
		if (rows.next()) {
			rows.cells(columns);
		}
		PriceLine header = PriceLine.header(columns);
		Models models = new Models();
		while (next(rows, models.problems)) {
			if (rows.line() > MAX_LINES) {
				throw new IllegalArgumentException("A price file has at most " + MAX_LINES + " lines");
			}
			read(rows, header, models);
			if (models.lines.size() > MAX_MODELS) {
				throw new IllegalArgumentException("A price file has at most " + MAX_MODELS + " models");
			}
		}
		date(rows, into, models.problems);
		String wrong = models.problems.text();
		if (models.lines.isEmpty()) {
			throw new IllegalArgumentException("A price file has at least one price, but this one has none"
					+ ((wrong != null) ? ": " + wrong : ""));
		}
		models.put(into, last);
		return new PriceFile(into, wrong);
	}

	private static boolean next(PriceRows rows, PriceProblems problems) {
		while (true) {
			try {
				return rows.next();
			}
			catch (IllegalArgumentException ex) {
				problems.add(rows.line(), "", ex);
			}
		}
	}

	private static void read(PriceRows rows, PriceLine header, Models models) {
		List<String> cells = new ArrayList<>();
		PriceLine row = header.row(cells);
		try {
			rows.cells(cells);
			if (row.isEmpty()) {
				return;
			}
			ModelLines.Key key = row.key();
			models.add(row, key, row.rate(key.unit()), rows.line());
		}
		catch (IllegalArgumentException ex) {
			models.problems.add(rows.line(), row.text("model"), ex);
			models.wrong.add(Model.of(row));
		}
	}

	private static void date(PriceRows rows, PriceTable table, PriceProblems problems) {
		String date = rows.date();
		if (date == null) {
			return;
		}
		try {
			table.date(PriceLine.day("a date", date).atStartOfDay(ZoneOffset.UTC).toInstant());
		}
		catch (IllegalArgumentException ex) {
			problems.add(rows.dateLine(), "", ex);
		}
	}

	private record Model(String provider, String name) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Model model && this.provider.equals(model.provider) && this.name.equals(model.name);
		}

		@Override
		public int hashCode() {
			return this.provider.hashCode() * 31 + this.name.hashCode();
		}

		static Model of(PriceLine row) {
			return new Model(ProviderName.of(row.text("provider")), row.text("model").toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * The lines so far.
	 */
	private static final class Models {

		private final Map<Model, ModelLines> lines = new LinkedHashMap<>();

		private final Set<Model> wrong = new HashSet<>();

		private final PriceProblems problems = new PriceProblems();

		void add(PriceLine row, ModelLines.Key key, long rate, int line) {
			long window = row.contextWindow();
			ModelLines lines = this.lines.computeIfAbsent(Model.of(row), (model) -> new ModelLines());
			int other = lines.add(key, rate, line);
			if (other > 0) {
				throw new IllegalArgumentException(
						"line " + other + " has another price of the same " + key.unit().tag());
			}
			if (!lines.contextWindow(window)) {
				throw new IllegalArgumentException("a line before has another context_window");
			}
		}

		void put(PriceTable table, PriceTable last) {
			this.lines.forEach((model, lines) -> table.put(model.provider(), model.name(), new DatedPrice(lines)));
			this.wrong.forEach((model) -> {
				DatedPrice before = last.written(model.provider(), model.name());
				if (before != null) {
					table.put(model.provider(), model.name(), before);
				}
			});
		}

	}

}
