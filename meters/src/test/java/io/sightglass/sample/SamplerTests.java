package io.sightglass.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SamplerTests {

	@ParameterizedTest
	@ValueSource(doubles = { 0.0001, 0.01, 0.3, 0.5, 0.75, 0.999 })
	void takesTheShareThatItWasAskedFor(double rate) {
		Sampler sampler = Sampler.of(rate);
		int events = 4_000_000;
		long taken = 0;
		for (int i = 0; i < events; i++) {
			if (sampler.take()) {
				taken++;
			}
		}
		double sixSigma = 6 * Math.sqrt(events * rate * (1 - rate));
		assertThat((double) taken).isCloseTo(events * rate, within(sixSigma));
	}

	@Test
	void zeroAndOneAreConstants() {
		assertThat(Sampler.of(0)).isSameAs(Sampler.NEVER);
		assertThat(Sampler.of(1)).isSameAs(Sampler.ALWAYS);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.5, Double.NaN })
	void refusesWhatIsNoRate(double rate) {
		assertThatIllegalArgumentException().isThrownBy(() -> Sampler.of(rate)).withMessageContaining("0.0 to 1.0");
	}

}
