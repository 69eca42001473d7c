package io.sightglass.meters.llm.price;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Shown;
import io.sightglass.fuzz.Work;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PriceFileFuzzTests {

	private static final int LONGEST_MESSAGE = 4000;

	private static final String HEADER = "model,unit,usd\n";

	private static final String KEPT = "kept,input,1\nkept,output,2\n";

	@FuzzTest
	void readsFiles(byte[] input) throws Exception {
		String text = new String(input, StandardCharsets.UTF_8);
		read(text);
		read(HEADER + text);
		// A line that is no price costs no other.
		read(HEADER + KEPT + text, "kept", 2_000_000L);
		// Each line that is wrong is an exception.
		if (input.length % 4 == 0) {
			Work.isLinear(input, 4096, (large) -> read(HEADER + new String(large, StandardCharsets.UTF_8)));
		}
	}

	@Test
	@Tag("mutations")
	void readsFilesOfMutations() {
		Mutations.of(PriceFileFuzzTests.class, "readsFiles", this::readsFiles);
	}

	private static void read(String text) throws Exception {
		try {
			PriceTable.read(new StringReader(text));
		}
		catch (IllegalArgumentException ex) {
			Shown.isPlain(String.valueOf(ex.getMessage()), LONGEST_MESSAGE);
		}
	}

	private static void read(String text, String model, long output) {
		if (text.indexOf('\0') >= 0) {
			return;
		}
		PriceFile file = PriceFile.of(text, new PriceTable());
		Shown.isPlain(String.valueOf(file.wrong()), LONGEST_MESSAGE);
		ModelPrice price = Objects.requireNonNull(file.table().price("", model));
		if (!text.substring(HEADER.length() + KEPT.length()).toLowerCase(Locale.ROOT).contains("kept")) {
			assertThat(price.rate(LlmUnit.OUTPUT, LlmTier.STANDARD, 0)).isEqualTo(output);
		}
	}

}
