package io.sightglass.autoconfigure.set;

import java.time.Duration;
import java.util.Map;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.autoconfigure.connection.ConnectionAutoConfiguration;
import io.sightglass.autoconfigure.connection.TransportAutoConfiguration;
import io.sightglass.autoconfigure.http.HttpAutoConfiguration;
import io.sightglass.autoconfigure.pipeline.PipelineAutoConfiguration;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Each family with a sample rate that load decides.
 */
@ExtendWith(OutputCaptureExtension.class)
class SampleRateTests {

	private static final int EVENTS = 200_000;

	private final WebApplicationContextRunner runner = CoreContext.web()
		.withConfiguration(AutoConfigurations.of(HttpAutoConfiguration.class, ConnectionAutoConfiguration.class,
				TransportAutoConfiguration.class, PipelineAutoConfiguration.class, MeterSetAutoConfiguration.class))
		.withPropertyValues("sightglass.http.sample-rate=auto", "sightglass.connections.sample-rate=AUTO",
				"sightglass.transport.sample-rate=Auto", "sightglass.pipelines.sample-rate=auto",
				"sightglass.meter-sets.sample-rate=0", "sightglass.meter-sets.sets.parcels.sample-rate=auto");

	@Test
	void countersAreExactAndDistributionsNearly() {
		// 2,500 a second, of some ten thousand.
		this.runner.withPropertyValues("sightglass.sampling.max-core-share=0.0005").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			HttpMeters http = context.getBean(HttpMeters.class);
			KeyValues tags = KeyValues.of("method", "GET", "uri", "/", "status", "200", "outcome", "SUCCESS",
					"exception", "none");
			ConnectionMeters.Endpoint endpoint = context.getBean(ConnectionMeters.class)
				.endpoint("e", "tcp", Role.SERVER);
			TransportMeters.Endpoint transport = context.getBean(TransportMeters.class)
				.endpoint("e", "tcp", Role.SERVER);
			Stage stage = context.getBean(PipelineMeters.class).pipeline("p").stage("s");
			ParcelMeters parcels = context.getBean(ParcelMeters.class);
			for (int i = 0; i < EVENTS; i++) {
				HttpExchange exchange = http.start();
				exchange.transferred(10, 20);
				exchange.answered("http.server.requests", tags, "none");
				endpoint.opened().close();
				transport.sent(1);
				transport.roundTrip(Duration.ofMillis(1));
				stage.run(() -> {
				});
				parcels.weighed(5);
			}
			for (String counter : new String[] { "http.requests", "connections", "connections.closed",
					"transport.sent.packets", "pipeline.records.processed" }) {
				assertThat(all(registry, counter)).as(counter).isEqualTo(EVENTS);
			}
			for (String timer : new String[] { "http.server.requests", "connection.duration", "transport.rtt",
					"pipeline.stage.duration" }) {
				assertThat((double) registry.get(timer).timer().count()).as(timer)
					.isCloseTo(EVENTS, withinPercentage(25));
			}
			for (String summary : new String[] { "http.request.size", "http.response.size", "parcel.weight" }) {
				assertThat((double) registry.get(summary).summary().count()).as(summary)
					.isCloseTo(EVENTS, withinPercentage(25));
			}
			for (String family : new String[] { "http", "connections", "transport", "pipelines",
					"meter-sets.parcels" }) {
				assertThat(rate(registry, family)).as(family).isBetween(0.0001, 0.5);
			}
			assertThat(registry.get("sightglass.sample.rate").gauges()).hasSize(5);
			for (String sampled : new String[] { "http.server.requests", "http.request.size", "connection.duration",
					"transport.rtt", "pipeline.stage.duration", "parcel.weight" }) {
				assertThat(registry.get(sampled).meter().getId().getDescription())
					.contains("the count is an estimate; take exact counts from the counters.");
			}
		});
	}

	@Test
	void aFewEventsAreRecordedExactly() {
		this.runner.run((context) -> {
			ParcelMeters parcels = context.getBean(ParcelMeters.class);
			for (int i = 0; i < 1000; i++) {
				parcels.weighed(5);
			}
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("parcel.weight").summary().count()).isEqualTo(1000);
			assertThat(rate(registry, "meter-sets.parcels")).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { SimpleMeterRegistry.class, CompositeMeterRegistry.class })
	void whereARegistryKnowsNoWeightsEverythingIsRecordedAndThatIsSaid(Class<? extends MeterRegistry> other,
			CapturedOutput output) {
		this.runner.withBean(other)
			.withPropertyValues("sightglass.sampling.max-core-share=0.00001",
					"management.prometheus.metrics.export.enabled=false")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				if (registry instanceof CompositeMeterRegistry composite) {
					composite.add(new SimpleMeterRegistry());
				}
				ParcelMeters parcels = context.getBean(ParcelMeters.class);
				for (int i = 0; i < EVENTS; i++) {
					parcels.weighed(5);
				}
				assertThat(registry.get("parcel.weight").summary().count()).isEqualTo(EVENTS);
				assertThat(rate(registry, "meter-sets.parcels")).isEqualTo(1);
				assertThat(output.getOut()).containsOnlyOnce("The sample rate auto records everything with ")
					.contains(other.getName() + ": it needs Sightglass's Prometheus registry, as the only one.");
			});
	}

	@Test
	void aFixedRateHasNoMeter() {
		this.runner
			.withPropertyValues("sightglass.http.sample-rate=1", "sightglass.connections.sample-rate=0.5",
					"sightglass.transport.sample-rate=0", "sightglass.pipelines.sample-rate=.1",
					"sightglass.meter-sets.sets.parcels.sample-rate=1.0")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("sightglass.sample.rate").gauges())
				.isEmpty());
	}

	// As YAML has them: numbers that are no text.
	@ParameterizedTest
	@ValueSource(strings = { "0", "1", "0.5" })
	void aNumberMayBeANumber(String text) {
		Object number = (text.length() == 1) ? (Object) Integer.valueOf(text) : Double.valueOf(text);
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("numbers", Map.of("sightglass.http.sample-rate", number))))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static double all(MeterRegistry registry, String counter) {
		RequiredSearch found = registry.get(counter);
		return found.counters().stream().mapToDouble((one) -> one.count()).sum();
	}

	private static double rate(MeterRegistry registry, String family) {
		return registry.get("sightglass.sample.rate").tag("family", family).gauge().value();
	}

}
