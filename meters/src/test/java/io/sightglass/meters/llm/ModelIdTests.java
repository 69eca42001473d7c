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
			"Bearer eyJhbGciOiJIUzI1NiJ9.x", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "ya29.a0AfH6SMBx-abcdefghij",
			"AQ.Ab8RN6JZ0123456789abcd", "ABSKQmVkcm9ja0FQSUtleS1hYmM=", "jina_0123456789abcdefghij",
			"pa-0123456789abcdefghij_-AB", "fw_0123456789abcdefghij", "ghp_0123456789abcdefghij",
			"r8_0123456789abcdefghij", "xai-0123456789abcdefghij0123456789abcdef", "0123456789abcdef0123456789abcdef",
			"AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd", "my password is hunter2",
			"Summarise the contract\nof John Doe" })
	void aKeyIsNoName(String key) {
		assertThat(ModelId.of(key).isEmpty()).isTrue();
		assertThat(ModelId.of(key).comparable()).isEmpty();
	}

	@Test
	void aNameIsNoKey() throws IOException {
		for (String line : Files.readAllLines(Path.of("src/main/resources").resolve(shipped()))) {
			String[] cells = line.split(",", -1);
			assertThat(line.startsWith("#") || !ModelId.of(cells[1]).isEmpty()).as(line).isTrue();
		}
		assertThat(ModelId.of("Qwen 3 Coder").comparable()).isEqualTo("qwen 3 coder");
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
