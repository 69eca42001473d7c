package io.sightglass.registry.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumbersTests {

	private final byte[] into = new byte[64];

	private final StringBuilder digits = new StringBuilder();

	@ParameterizedTest
	@ValueSource(doubles = { 0, -0.0, 1, -1, 9, 10, 99, 100, 9_999_999, 10_000_000, 10_000_001, 12_345_678, -12_345_678,
			1e15, 1e16, 9007199254740991d, 9007199254740992d, 9007199254740994d, -9007199254740992d, 1e17, 1e22, 2e23,
			1e300, 0.001, 0.0009, 0.1, 2.0E-3, Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, Double.NaN, 1e-5,
			Long.MAX_VALUE, Long.MIN_VALUE, 4.35, 100_000.5 })
	@SuppressWarnings("FloatingPointLiteralPrecision") // JDK 17 writes 2e23 at length.
	void writesADoubleAsJavaDoes(double value) {
		assertThat(text(value)).isEqualTo(Double.toString(value));
	}

	@Test
	void writesInfinitiesAsPrometheusDoes() {
		assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
		assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
	}

	@Test
	void writesAnyDoubleAsJavaDoes() {
		Random random = new Random(42);
		for (int i = 0; i < 300_000; i++) {
			double any = Double.longBitsToDouble(random.nextLong());
			if (!Double.isInfinite(any)) {
				assertThat(text(any)).isEqualTo(Double.toString(any));
			}
			double whole = random.nextLong() >> random.nextInt(64);
			assertThat(text(whole)).isEqualTo(Double.toString(whole));
			double round = Math.rint(random.nextDouble() * 1000) * Math.pow(10, random.nextInt(20));
			assertThat(text(round)).isEqualTo(Double.toString(round));
			double time = (random.nextLong() >>> random.nextInt(64)) / 1e9;
			assertThat(text(time)).isEqualTo(Double.toString(time));
		}
	}

	@Test
	void writesAnyLongAsJavaDoes() {
		Random random = new Random(42);
		for (int i = 0; i < 300_000; i++) {
			long any = random.nextLong() >> random.nextInt(64);
			assertThat(text(any)).isEqualTo(Long.toString(any));
		}
		for (long edge = 1; edge > 0 && edge <= 1_000_000_000_000_000_000L; edge *= 10) {
			assertThat(text(edge)).isEqualTo(Long.toString(edge));
			assertThat(text(edge - 1)).isEqualTo(Long.toString(edge - 1));
			assertThat(text(-edge)).isEqualTo(Long.toString(-edge));
		}
		assertThat(text(Long.MAX_VALUE)).isEqualTo(Long.toString(Long.MAX_VALUE));
		assertThat(text(Long.MIN_VALUE)).isEqualTo(Long.toString(Long.MIN_VALUE));
	}

	private String text(double value) {
		return new String(this.into, 3, Numbers.write(value, this.into, 3, this.digits) - 3, StandardCharsets.US_ASCII);
	}

	private String text(long value) {
		return new String(this.into, 3, Numbers.write(value, this.into, 3) - 3, StandardCharsets.US_ASCII);
	}

}
