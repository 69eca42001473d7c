package io.sightglass.dashboards.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts as a CSV has them, one a line:
 * {@code provider,model,mode,unit,tier,context_over,usd}.
 */
final class FactList {

	private static final String HEADER = "provider,model,mode,unit,tier,context_over,usd";

	private static final int COLUMNS = HEADER.split(",").length;

	private FactList() {
	}

	static List<PriceFact> read(String text) {
		List<PriceFact> facts = new ArrayList<>();
		int number = 0;
		boolean header = false;
		for (String line : text.lines().toList()) {
			number++;
			if (line.isBlank() || line.startsWith("#")) {
				continue;
			}
			if (!header) {
				if (!line.equals(HEADER)) {
					throw new IllegalArgumentException("A list of facts begins with " + HEADER);
				}
				header = true;
				continue;
			}
			facts.add(fact(line.split(",", -1), number));
		}
		return facts;
	}

	private static PriceFact fact(String[] cells, int line) {
		if (cells.length != COLUMNS) {
			throw new IllegalArgumentException("Line " + line + " has " + cells.length + " cells, not " + COLUMNS);
		}
		try {
			return new PriceFact(cells[0], cells[1], cells[2], cells[3], cells[4],
					cells[5].isEmpty() ? 0 : Long.parseLong(cells[5]), Amounts.checked(new BigDecimal(cells[6])));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("Line " + line + " has a number that is none");
		}
	}

}
