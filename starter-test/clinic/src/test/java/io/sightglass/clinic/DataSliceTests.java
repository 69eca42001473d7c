package io.sightglass.clinic;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The slice of the database has nothing of Sightglass, though the starter is there.
 */
@DataJpaTest
@ContextConfiguration(classes = DataSliceTests.Uncached.class)
class DataSliceTests {

	@Test
	void hasTheRepositoriesAndNothingOfSightglass(@Autowired Owners owners, @Autowired ApplicationContext context) {
		assertThat(owners.findByNameContaining("nobody")).isEmpty();
		assertThat(Arrays.stream(context.getBeanDefinitionNames())
			.filter((name) -> name.startsWith("sightglass") || name.startsWith("io.sightglass.autoconfigure")))
			.isEmpty();
		assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> thread.getName().startsWith("sightglass"));
	}

	// The application itself wants a cache, which such a slice has none of.
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Uncached {

	}

}
