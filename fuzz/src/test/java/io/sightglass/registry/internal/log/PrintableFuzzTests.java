package io.sightglass.registry.internal.log;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Shown;
import io.sightglass.fuzz.Work;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableFuzzTests {

	private static final int DOTS = 3;

	@FuzzTest
	void isOneLine(byte[] input) throws Exception {
		check(new String(input, StandardCharsets.UTF_8));
		check(new String(input, StandardCharsets.UTF_16BE));
		Work.isLinear(input, 256, (large) -> {
			String text = new String(large, StandardCharsets.UTF_8);
			Printable.value(text);
			Printable.line(text);
			Printable.place(text);
		});
	}

	@Test
	@Tag("mutations")
	void isOneLineOfMutations() {
		Mutations.of(PrintableFuzzTests.class, "isOneLine", this::isOneLine);
	}

	private static void check(String text) {
		Shown.isPlain(Printable.value(text), Printable.VALUE + DOTS);
		Shown.isPlain(Printable.line(text), Printable.LINE + DOTS);
		Shown.isPlain(Printable.place(text), Printable.VALUE + DOTS);
		Shown.isPlain(io.sightglass.dashboards.Printable.of(text, Printable.VALUE), Printable.VALUE + DOTS + 16);
		Shown.isPlain(String.valueOf(PrintableThrowable.of(new IllegalStateException(text)).getMessage()),
				Printable.LINE + DOTS);
		assertThat(Printable.value(Printable.value(text))).startsWith(Printable.value(text).replaceAll("\\.{3}$", ""));
		secretsAreHidden(text);
	}

	private static void secretsAreHidden(String text) {
		String place = Printable.place(text);
		assertThat(place).doesNotContain("#");
		try {
			URI uri = new URI(text);
			if (uri.getRawUserInfo() != null && uri.getRawUserInfo().length() > 3) {
				assertThat(place).doesNotContain(uri.getRawUserInfo() + "@");
			}
			if (uri.getRawQuery() != null) {
				assertThat(place.replace("?***", "")).doesNotContain("?");
			}
		}
		catch (URISyntaxException ignored) {
			// No address.
		}
	}

}
