package io.sightglass.autoconfigure.set;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.set.ParcelMeters.Size;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.state.StateMeters;
import io.sightglass.meters.transport.TransportMeters;
import io.sightglass.test.OpenWork;
import io.sightglass.test.spring.AutoConfigureSightglass;
import io.sightglass.test.spring.WatchOpenWork;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatThrownBy;

/**
 * A slice whose beans want meter sets and the families' beans.
 */
@ExtendWith(OutputCaptureExtension.class)
class SetSliceTests {

	@ParameterizedTest
	@ValueSource(classes = { Mvc.class, WebFlux.class, Client.class, Json.class })
	void startsWithTheAnnotation(Class<? extends Slice> type) throws Exception {
		start(type, SetSliceTests::works);
	}

	private static void works(Slice slice) {
		slice.desk.work();
		assertThat(slice.registry).isExactlyInstanceOf(SimpleMeterRegistry.class);
		assertThat(slice.registry).set(ParcelMeters.class).hasRecorded(1, (meters) -> meters.sent(Size.SMALL, true));
		assertThat(slice.registry).pipeline("orders").stage("enrich").hasProcessed(1);
		assertThat(slice.registry).connections("gateway").hasActive(1);
		assertThat(slice.registry).transport("gateway").hasSent(5, 1);
		assertThat(slice.registry).llm("openai", "gpt-4o").hasCalls(1);
		assertThat(slice.registry.get("desk.work").timer().count()).isOne();
		assertThat(slice.registry).hasNoFailures();
		assertThat(slice.open).hasOpen(1);
	}

	@Test
	void hasTheRegistryThatTheTestGives() throws Exception {
		start(OwnRegistry.class, (slice) -> {
			slice.desk.work();
			assertThat(slice.registry).isInstanceOf(Own.class);
			assertThat(slice.registry).set(ParcelMeters.class)
				.hasRecorded(1, (meters) -> meters.sent(Size.SMALL, true));
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { BareMvc.class, BareWebFlux.class, BareClient.class, BareJson.class })
	void saysWhatIsMissingWithoutIt(Class<? extends Slice> type, CapturedOutput output) {
		assertThatThrownBy(() -> start(type, SetSliceTests::works)).isInstanceOf(IllegalStateException.class);
		assertThat(output)
			.contains("required a bean of type 'io.sightglass.autoconfigure.set.ParcelMeters' that could not "
					+ "be found: the auto-configuration of meter sets is no part of this application context.")
			.contains("annotate the test with @AutoConfigureSightglass (io.sightglass:sightglass-test)")
			.doesNotContain("Consider defining a bean");
	}

	private static void start(Class<? extends Slice> type, ThrowingConsumer<Slice> test) throws Exception {
		TestContextManager manager = new TestContextManager(type);
		Slice slice = type.getDeclaredConstructor().newInstance();
		try {
			manager.prepareTestInstance(slice);
			test.accept(slice);
		}
		finally {
			manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		}
	}

	abstract static class Slice {

		@Autowired
		Desk desk;

		@Autowired
		MeterRegistry registry;

		@Autowired
		OpenWork open;

	}

	@WebMvcTest
	@AutoConfigureSightglass
	@WatchOpenWork
	@ContextConfiguration(classes = App.class)
	static class Mvc extends Slice {

	}

	@WebFluxTest
	@AutoConfigureSightglass
	@WatchOpenWork
	@ContextConfiguration(classes = App.class)
	static class WebFlux extends Slice {

	}

	@RestClientTest
	@AutoConfigureSightglass
	@WatchOpenWork
	@ContextConfiguration(classes = App.class)
	static class Client extends Slice {

	}

	@JsonTest
	@AutoConfigureSightglass
	@WatchOpenWork
	@ContextConfiguration(classes = App.class)
	static class Json extends Slice {

	}

	@Import(Own.Registry.class)
	static class OwnRegistry extends Json {

	}

	@WebMvcTest
	@ContextConfiguration(classes = App.class)
	static class BareMvc extends Slice {

	}

	@WebFluxTest
	@ContextConfiguration(classes = App.class)
	static class BareWebFlux extends Slice {

	}

	@RestClientTest
	@ContextConfiguration(classes = App.class)
	static class BareClient extends Slice {

	}

	@JsonTest
	@ContextConfiguration(classes = App.class)
	static class BareJson extends Slice {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Desk.class)
	static class App {

	}

	static class Own extends SimpleMeterRegistry {

		@Configuration(proxyBeanMethods = false)
		static class Registry {

			@Bean
			Own own() {
				return new Own();
			}

		}

	}

	static class Desk {

		private final ParcelMeters parcels;

		private final Endpoints endpoints;

		private final PipelineMeters pipelines;

		private final LlmMeters llm;

		Desk(ParcelMeters parcels, Endpoints endpoints, PipelineMeters pipelines, LlmMeters llm,
				ConnectionMeters connections, TransportMeters transport, StateMeters state, Instruments instruments) {
			this.parcels = parcels;
			this.endpoints = endpoints;
			this.pipelines = pipelines;
			this.llm = llm;
		}

		@Timed("desk.work")
		void work() {
			this.parcels.sent(Size.SMALL, true);
			MeteredEndpoint gateway = this.endpoints.client("gateway", "tcp");
			gateway.connections().opened();
			gateway.transport().sent(5);
			this.pipelines.pipeline("orders").stage("enrich").start().done();
			this.llm.start("openai", "gpt-4o", "chat").done();
		}

	}

}
