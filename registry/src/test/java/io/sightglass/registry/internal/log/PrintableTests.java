package io.sightglass.registry.internal.log;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTests {

	@Test
	void whatIsPlainStays() {
		assertThat(Printable.value("gpt-4o, m\u00e4\u00dfig \u6a21\u578b \ud83d\ude00"))
			.isEqualTo("gpt-4o, m\u00e4\u00dfig \u6a21\u578b \ud83d\ude00");
		assertThat(Printable.value(null)).isEqualTo("null");
	}

	@Test
	void isCutAtACharacter() {
		assertThat(Printable.value("a".repeat(200))).isEqualTo("a".repeat(200));
		assertThat(Printable.value("a".repeat(201))).isEqualTo("a".repeat(200) + "...");
		assertThat(Printable.value("a".repeat(199) + "\ud83d\ude00")).isEqualTo("a".repeat(199) + "...");
		assertThat(Printable.value("a".repeat(199) + "\n")).isEqualTo("a".repeat(199) + "...");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://h:8443/prices.csv | https://h:8443/prices.csv
			https://user:secret@h/prices.csv | https://***@h/prices.csv
			https://user:se/cr?et@h/prices.csv | https://***@h/prices.csv
			https://h/prices.csv?key=secret | https://h/prices.csv?***
			https://h/prices.csv?to=a@b&key=secret#secret | https://h/prices.csv?***
			https://h/prices.csv#secret | https://h/prices.csv?***
			htps://user:secret@h/p?key=secret | htps://***@h/p?***
			https:/user:secret@h/p | ***@h/p
			user:secret@h/p | ***@h/p
			https://user:secret@h^/p | https://***@h^/p
			file:/etc/prices.csv | file:/etc/prices.csv
			/etc/prices.csv | /etc/prices.csv
			""")
	void aPlaceIsShownWithoutItsSecrets(String place, String shown) {
		assertThat(Printable.place(place)).isEqualTo(shown);
	}

}
