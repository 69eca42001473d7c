package io.sightglass.registry;

import java.util.Random;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundsTests {

	@Test
	void aValueBelongsToTheFirstBoundThatIsNotBelowIt() {
		Random random = new Random(1);
		for (int size = 0; size < 40; size++) {
			double[] bounds = random.doubles(size, 0.1, 100).sorted().distinct().toArray();
			Bounds tested = bounds(bounds);
			assertThat(tested.buckets()).isEqualTo(bounds.length + 1);
			for (double bound : bounds) {
				assertThat(tested.bucket(bound)).isEqualTo(naive(bounds, bound));
				assertThat(tested.bucket(Math.nextUp(bound))).isEqualTo(naive(bounds, Math.nextUp(bound)));
			}
			for (int i = 0; i < 100; i++) {
				double value = random.nextDouble() * 110;
				int bucket = naive(bounds, value);
				assertThat(tested.bucket(value)).isEqualTo(bucket);
				for (int other = 0; other < tested.buckets(); other++) {
					assertThat(tested.isBucketOf(other, value)).isEqualTo(other == bucket);
				}
			}
			assertThat(tested.bucket(Double.POSITIVE_INFINITY)).isEqualTo(bounds.length);
		}
	}

	@Test
	void withoutBoundsThereIsOneBucketAndNoHistogram() {
		Bounds none = bounds();
		Stripes stripes = new Stripes(none, true);
		stripes.add(7);
		assertThat(stripes.count()).isOne();
		assertThat(none.counts(stripes)).isEmpty();
	}

	private static Bounds bounds(double... bounds) {
		return Bounds.of(DistributionStatisticConfig.builder()
			.serviceLevelObjectives(bounds)
			.build()
			.merge(DistributionStatisticConfig.DEFAULT));
	}

	private static int naive(double[] bounds, double value) {
		return IntStream.range(0, bounds.length).filter((i) -> value <= bounds[i]).findFirst().orElse(bounds.length);
	}

}
