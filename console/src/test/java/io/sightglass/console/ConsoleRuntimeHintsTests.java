package io.sightglass.console;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleRuntimeHintsTests {

	@Test
	void coversEverythingThatIsServed() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(ConsoleRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		assertThat(new ConsoleAssets().all()).hasSizeGreaterThan(5).allSatisfy((asset) -> {
			assertThat(asset.exists()).isTrue();
			assertThat(RuntimeHintsPredicates.resource().forResource(asset.getPath())).accepts(hints);
		});
		assertThat(RuntimeHintsPredicates.reflection().onType(ConsoleFormat.class)).accepts(hints);
	}

}
