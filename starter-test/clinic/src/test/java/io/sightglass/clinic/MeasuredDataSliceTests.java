package io.sightglass.clinic;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.test.spring.AutoConfigureSightglass;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import static io.sightglass.test.SightglassAssertions.assertThat;

/**
 * A service that has a meter set, in the slice of the database.
 */
@DataJpaTest
@AutoConfigureSightglass
@ContextConfiguration(classes = MeasuredDataSliceTests.Uncached.class)
class MeasuredDataSliceTests {

	@Test
	void countsWhatTheServiceRecords(@Autowired Search search, @Autowired MeterRegistry registry) {
		assertThat(search.byName("nobody")).isEmpty();
		assertThat(registry).set(VisitMeters.class).hasRecorded(1, Outcome.SUCCESS, VisitMeters::searching);
		assertThat(registry).hasNoFailures();
	}

	// The application itself wants a cache, which such a slice has none of.
	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Search.class)
	static class Uncached {

	}

	static class Search {

		private final Owners owners;

		private final VisitMeters meters;

		Search(Owners owners, VisitMeters meters) {
			this.owners = owners;
			this.meters = meters;
		}

		List<Owner> byName(String name) {
			return this.meters.searching().call(() -> this.owners.findByNameContaining(name));
		}

	}

}
