package io.sightglass.test;

import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Where tests of meters begin. AssertJ's own assertions are here too, so that one static
 * import serves a test.
 *
 * <pre class="code">
 * import static io.sightglass.test.SightglassAssertions.assertThat;
 *
 * assertThat(registry).pipeline("orders").stage("enrich").hasProcessed(2);
 * assertThat(registry).set(OrderMeters.class).hasRecorded(1, (meters) -&gt; meters.placed(Size.S));
 * assertThat(registry).hasNothingOpen().hasNoFailures();
 * </pre>
 */
public class SightglassAssertions extends Assertions {

	/**
	 * Only for those who add to it.
	 */
	protected SightglassAssertions() {
	}

	/**
	 * What a registry has of Sightglass's families and of meter sets.
	 * @param registry the registry
	 * @return an assertion on it
	 */
	public static RegistryAssert assertThat(@Nullable MeterRegistry registry) {
		return new RegistryAssert(registry);
	}

}
