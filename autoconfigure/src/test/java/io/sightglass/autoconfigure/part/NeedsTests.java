package io.sightglass.autoconfigure.part;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class NeedsTests {

	static Stream<Class<?>> parts() {
		return Parts.ALL.stream();
	}

	@ParameterizedTest
	@MethodSource("parts")
	void nothingIsMissingHere(Class<?> part) {
		assertThat(new Needs().missing(part.getName())).isNull();
	}

}
