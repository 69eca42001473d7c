package io.sightglass.autoconfigure.docs;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.test.ContextLeaks;
import io.sightglass.test.OpenWork;
import io.sightglass.test.RecordedSet;
import io.sightglass.test.spring.AutoConfigureSightglass;
import io.sightglass.test.spring.WatchOpenWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static org.mockito.Mockito.verify;

/**
 * The examples of docs/testing.md that need Spring.
 */
class TestingExampleTests {

	// @formatter:off
	@Nested
	@ContextConfiguration(classes = App.class)
	@WebMvcTest(ShelfController.class)
	@AutoConfigureSightglass
	class ShelfControllerTests {

		@Test
		void countsLooks(@Autowired MockMvcTester mvc, @Autowired MeterRegistry registry) {
			assertThat(mvc.get().uri("/shelves/7")).hasStatusOk();
			assertThat(registry).set(ShelfMeters.class).hasRecorded(1, (meters) -> meters.looked(true));
			assertThat(registry).http("GET", "/shelves/{id}").hasRequests(1, 200);
		}

	}

	@Nested
	@ContextConfiguration(classes = App.class)
	@WebMvcTest(ShelfController.class)
	@AutoConfigureSightglass
	class RecordedShelfTests {

		static final RecordedSet<ShelfMeters> shelf = RecordedSet.of(ShelfMeters.class);

		@TestBean
		ShelfMeters meters;

		static ShelfMeters meters() {
			return shelf.meters();
		}

		@Test
		void countsLooks(@Autowired MockMvcTester mvc) {
			shelf.clear();
			assertThat(mvc.get().uri("/shelves/7")).hasStatusOk();
			assertThat(shelf).hasRecorded(1, (meters) -> meters.looked(true)).hasRecordedNothingElse();
		}

	}

	@Nested
	@ContextConfiguration(classes = App.class)
	@WebMvcTest(ShelfController.class)
	@AutoConfigureSightglass
	class SpiedShelfTests {

		@MockitoSpyBean
		ShelfMeters meters;

		@Test
		void countsLooks(@Autowired MockMvcTester mvc) {
			assertThat(mvc.get().uri("/shelves/7")).hasStatusOk();
			verify(this.meters).looked(true);
		}

	}

	@Nested
	@ContextConfiguration(classes = App.class)
	@WebMvcTest(ShelfController.class)
	@AutoConfigureSightglass
	@WatchOpenWork
	class EndingTests {

		@AfterEach
		void allHasEnded(@Autowired OpenWork open) {
			assertThat(open).hasNothingOpen();
		}

		@Test
		void endsItsSteps(@Autowired MockMvcTester mvc) {
			assertThat(mvc.get().uri("/shelves/7")).hasStatusOk();
		}

	}

	@Test
	void leavesNothingBehind() {
		ContextLeaks.of(() -> SpringApplication.run(Library.class, "--spring.main.web-application-type=none"))
			.whileOpen((context) -> context.getBean(Shelf.class).look(7))
			.assertNone();
	}
	// @formatter:on

	@MeterSet("shelves")
	interface ShelfMeters {

		@Counted("shelf.looks")
		void looked(boolean found);

	}

	static class Shelf {

		private final ShelfMeters meters;

		private final PipelineMeters pipelines;

		Shelf(ShelfMeters meters, PipelineMeters pipelines) {
			this.meters = meters;
			this.pipelines = pipelines;
		}

		String look(int number) {
			this.meters.looked(number > 0);
			return this.pipelines.pipeline("shelves").stage("look").call(() -> "shelf " + number);
		}

	}

	@RestController
	static class ShelfController {

		private final Shelf shelf;

		ShelfController(Shelf shelf) {
			this.shelf = shelf;
		}

		@GetMapping("/shelves/{id}")
		String shelf(@PathVariable int id) {
			return this.shelf.look(id);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Shelf.class, ShelfController.class })
	static class App {

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigureSightglass
	@Import(Shelf.class)
	static class Library {

	}

}
