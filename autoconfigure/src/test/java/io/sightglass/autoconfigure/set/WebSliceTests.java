package io.sightglass.autoconfigure.set;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.set.ParcelMeters.Size;
import io.sightglass.test.spring.AutoConfigureSightglass;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static io.sightglass.test.SightglassAssertions.assertThat;

/**
 * Controllers in their slice.
 */
class WebSliceTests {

	@Nested
	@WebMvcTest
	@AutoConfigureSightglass
	@ContextConfiguration(classes = App.class)
	class Mvc {

		@Test
		void countsRequestsAndWhatTheControllerRecords(@Autowired MockMvcTester mvc,
				@Autowired MeterRegistry registry) {
			assertThat(mvc.get().uri("/parcels/7")).hasStatusOk();
			assertThat(mvc.get().uri("/nothing")).hasStatus(404);
			assertThat(registry).set(ParcelMeters.class).hasRecorded(1, (meters) -> meters.sent(Size.LARGE, false));
			assertThat(registry).http("GET", "/parcels/{id}").hasRequests(1, 200);
			assertThat(registry).hasNothingOpen().hasNoFailures();
		}

	}

	@Nested
	@WebFluxTest
	@AutoConfigureSightglass
	@ContextConfiguration(classes = App.class)
	class WebFlux {

		@Test
		void countsRequestsAndWhatTheControllerRecords(@Autowired WebTestClient client,
				@Autowired MeterRegistry registry) {
			client.get()
				.uri("/parcels/7")
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody(String.class)
				.isEqualTo("parcel 7");
			client.get().uri("/nothing").exchange().expectStatus().isNotFound();
			assertThat(registry).set(ParcelMeters.class).hasRecorded(1, (meters) -> meters.sent(Size.LARGE, false));
			// The mock of a server breaks each exchange off: the status is not known.
			assertThat(registry).http("GET", "/parcels/{id}").hasRequests(1);
			assertThat(registry).hasNothingOpen().hasNoFailures();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Parcels.class)
	static class App {

	}

	@RestController
	static class Parcels {

		private final ParcelMeters meters;

		Parcels(ParcelMeters meters) {
			this.meters = meters;
		}

		@GetMapping("/parcels/{id}")
		String parcel(@PathVariable int id) {
			this.meters.sent(Size.LARGE, false);
			return "parcel " + id;
		}

	}

}
