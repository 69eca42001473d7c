package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

import io.sightglass.registry.internal.log.Printable;
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

	private static final int MAX_SHOWN = 5;

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
	 * @param last what was read before, which stays in force for a model whose line is
	 * wrong
	 * @return the prices
	 * @throws IllegalArgumentException where there is none
	 */
	static PriceFile of(String text, PriceTable last) {
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
		PriceTable table = new PriceTable();
		Problems problems = new Problems();
		boolean any = false;
		while (next(rows, problems)) {
			if (rows.line() > MAX_LINES) {
				throw new IllegalArgumentException("A price file has at most " + MAX_LINES + " lines");
			}
			any |= read(rows, header, table, last, problems);
			if (table.size() > MAX_MODELS) {
				throw new IllegalArgumentException("A price file has at most " + MAX_MODELS + " models");
			}
		}
		if (!any) {
			String wrong = problems.text();
			throw new IllegalArgumentException("A price file has at least one price, but this one has none"
					+ ((wrong != null) ? ": " + wrong : ""));
		}
		return new PriceFile(table, problems.text());
	}

	private static boolean next(PriceRows rows, Problems problems) {
		while (true) {
			try {
				return rows.next();
			}
			catch (IllegalArgumentException ex) {
				problems.add(rows.line(), "", ex);
			}
		}
	}

	private static boolean read(PriceRows rows, PriceLine header, PriceTable table, PriceTable last,
			Problems problems) {
		List<String> cells = new ArrayList<>();
		PriceLine row = header.row(cells);
		try {
			rows.cells(cells);
			if (row.isEmpty()) {
				return false;
			}
			table.put(row.text("provider"), row.text("model"), row.price());
			return true;
		}
		catch (IllegalArgumentException ex) {
			String model = row.text("model");
			problems.add(rows.line(), model, ex);
			if (!model.isEmpty()) {
				table.keep(row.text("provider"), model, last);
			}
			return false;
		}
	}

	private static final class Problems {

		private final List<String> shown = new ArrayList<>();

		private int others;

		void add(int line, String model, IllegalArgumentException problem) {
			if (this.shown.size() == MAX_SHOWN) {
				this.others++;
				return;
			}
			this.shown.add("line " + line + (model.isEmpty() ? "" : " (" + Printable.value(model) + ")") + ": "
					+ problem.getMessage());
		}

		@Nullable String text() {
			return this.shown.isEmpty() ? null
					: String.join("; ", this.shown) + ((this.others > 0) ? "; and " + this.others + " more" : "");
		}

	}

}
