package io.sightglass.meters.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "sk-proj-abcdefghijklmnop_qrst-UVWXYZ0123", "sk-ant-api03-AAAAAAAAAAAAAAAAAAAA-AA",
			"AIzaSyA0123456789_abcdefghijklmnopqrstuv", "gsk_0123456789abcdefghijABCD", "hf_ABCDEFGHIJKLMNOPqrstuv",
			"nvapi-0123456789abcdefghij_-x", "AKIAIOSFODNN7EXAMPLE1234",
			"xai-0123456789abcdefghij0123456789abcdefghij0123456789", " pplx-0123456789abcdefghij0123456789abcdefghij ",
			"Bearer eyJhbGciOiJIUzI1NiJ9.x" })
	void aKeyIsNoName(String key) {
		assertThat(ModelId.of(key).isEmpty()).isTrue();
		assertThat(ModelId.of(key).comparable()).isEmpty();
	}

	@Test
	void aNameIsNoKey() throws IOException {
		for (String line : Files.readAllLines(Path.of("src/main/resources").resolve(shipped()))) {
			String[] cells = line.split(",", -1);
			assertThat(cells.length < 2 || !ModelId.of(cells[1]).isEmpty()).as(line).isTrue();
		}
		assertThat(ModelId.of("pplx-70b-online").comparable()).isEqualTo("pplx-70b-online");
		assertThat(ModelId.of("xai-grok-4-fast-non-reasoning-latest").isEmpty()).isFalse();
	}

	@Test
	void aQueryIsNoPartOfAName() {
		assertThat(ModelId.of("gpt-4o?key=SECRET").written()).isEqualTo("gpt-4o");
	}

	private static Path shipped() {
		return Path.of("io/sightglass/meters/llm/price/prices-2026-08-06.csv");
	}

}
