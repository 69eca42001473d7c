package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PriceCellsFuzzTests {

	private static final String HEADER = "model,unit,usd\n";

	/**
	 * A number and a name, as RFC 4180 writes them.
	 * @param input the number, a line feed, and the name
	 */
	@FuzzTest
	void readsCells(byte[] input) throws Exception {
		String text = new String(input, StandardCharsets.UTF_8);
		int end = text.indexOf('\n');
		String number = (end < 0) ? text : text.substring(0, end);
		String name = (end < 0) ? "" : text.substring(end + 1);
		String file = HEADER + quoted(name) + ",input," + quoted(number) + "\n\"after\",input,1\n";
		// The same model has two prices then.
		if (text.indexOf('\0') >= 0 || name.strip().toLowerCase(Locale.ROOT).equals("after")) {
			return;
		}
		Long price = price(number.strip());
		if (name.isBlank() || name.strip().length() > 200) {
			price = null;
		}
		PriceFile read = PriceFile.of(file, new PriceTable());
		if (price != null && !name.strip().isEmpty()) {
			ModelPrice found = Objects.requireNonNull(read.table().price("", name.strip()));
			assertThat(found.rate(LlmUnit.INPUT, LlmTier.STANDARD, 0)).isEqualTo(price.longValue());
			assertThat(read.wrong()).isNull();
		}
		assertThat(read.table().price("", "after")).isNotNull();
		assertThat(read.wrong() == null).isEqualTo(price != null);
	}

	@Test
	@Tag("mutations")
	void readsCellsOfMutations() {
		Mutations.of(PriceCellsFuzzTests.class, "readsCells", this::readsCells);
	}

	private static String quoted(String cell) {
		return "\"" + cell.replace("\"", "\"\"") + "\"";
	}

	// In picodollars, as the JDK reads the number; nothing where it is no price.
	private static @Nullable Long price(String number) {
		if (number.length() > 40 || number.matches("(?s).*[eE][+-]?\\d{3,}") || !number.matches("\\p{ASCII}*")) {
			return null;
		}
		try {
			BigDecimal price = new BigDecimal(number);
			boolean possible = price.signum() == 0 || (price.compareTo(new BigDecimal("0.000001")) >= 0
					&& price.compareTo(new BigDecimal("100000")) <= 0);
			return possible ? price.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact() : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
