package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application decides by Boot's own means, beside a twin without Sightglass.
 */
@ExtendWith(OutputCaptureExtension.class)
class BootsWaysTests {

	private static final String OFF = "sightglass.enabled=false";

	private static final String OWN = "the application's own ";

	@ParameterizedTest
	@EnumSource(Server.class)
	void aHandlerOfTheApplicationWins(Server server, CapturedOutput output) {
		Class<?>[] own = { OwnHandler.class };
		try (RunningApp ours = new RunningApp(server, own); RunningApp boots = new RunningApp(server, own, OFF)) {
			for (RunningApp app : new RunningApp[] { ours, boots }) {
				app.get("/orders/1");
				app.get("/orders/2");
				app.get("/fail");
				app.get("/actuator/health");
			}
			boots.await(() -> assertThat(counts(boots, "own.requests")).hasSize(1).containsValue(4.0));
			ours.await(() -> assertThat(counts(ours, "own.requests")).isEqualTo(counts(boots, "own.requests")));
			assertThat(counts(ours, "http.")).isEqualTo(counts(boots, "http.")).isEmpty();
		}
		assertThat(output.getOut().split(OWN, -1)).hasSize(2);
		assertThat(output).contains(OWN + OwnHandler.Counting.class.getName() + ", as they would");
	}

	@ParameterizedTest
	@EnumSource(value = Server.class, names = { "TOMCAT", "NETTY" })
	void oneThatTakesSomeLeavesUsTheRest(Server server) {
		Class<?>[] own = { OwnHandler.class };
		String only = "own.only=POST";
		try (RunningApp ours = new RunningApp(server, own, only);
				RunningApp boots = new RunningApp(server, own, OFF, only)) {
			for (RunningApp app : new RunningApp[] { ours, boots }) {
				app.get("/orders/1");
				app.send(HttpRequest.newBuilder(app.uri("/internal/ping")).POST(HttpRequest.BodyPublishers.noBody()));
			}
			boots.await(() -> assertThat(counts(boots, "own.requests")).hasSize(1).containsValue(1.0));
			ours.await(() -> assertThat(counts(ours, "own.requests")).isEqualTo(counts(boots, "own.requests")));
			ours.await(() -> assertThat(counts(ours, "http.server.requests["))
				.isEqualTo(counts(boots, "http.server.requests[")));
			assertThat(ours.counted()).isOne();
			assertThat(ours.active()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, management.observations.long-task-timer.enabled=true",
			"JETTY, management.observations.long-task-timer.enabled=true",
			"NETTY, management.observations.long-task-timer.enabled=true",
			"TOMCAT, management.metrics.observations.ignored-meters=", "NETTY, nothing=said" })
	void showsTheActiveTimerToWhomAsksForIt(Server server, String property) throws IOException {
		try (RunningApp ours = new RunningApp(server, property);
				RunningApp boots = new RunningApp(server, OFF, property)) {
			boolean asked = !property.startsWith("nothing");
			try (Socket one = endless(ours); Socket other = endless(boots)) {
				ours.await(() -> assertThat(active(ours)).isEqualTo(asked ? active(boots) : Map.of()));
				assertThat(active(boots)).hasSize(1).containsValue(1);
				one.setSoLinger(true, 0);
				other.setSoLinger(true, 0);
			}
			boots.await(() -> assertThat(active(boots)).allSatisfy((tags, tasks) -> assertThat(tasks).isZero()));
			ours.await(() -> assertThat(active(ours)).isEqualTo(asked ? active(boots) : Map.of()));
			assertThat(ours.active()).isZero();
		}
	}

	private static Socket endless(RunningApp app) throws IOException {
		Socket socket = app.raw("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
		assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
		return socket;
	}

	@ParameterizedTest
	@CsvSource({ "NETTY, observations.enable.all", "JETTY, observations.enable.http",
			"TOMCAT, observations.enable.http.server.requests", "TOMCAT, metrics.enable.http" })
	void showsNothingOfWhatIsSwitchedOff(Server server, String key, CapturedOutput output) {
		String property = "management." + key + "=false";
		try (RunningApp ours = new RunningApp(server, property);
				RunningApp boots = new RunningApp(server, OFF, property)) {
			assertThat(ours.get("/orders/1").statusCode()).isEqualTo(200);
			assertThat(boots.get("/orders/1").statusCode()).isEqualTo(200);
			assertThat(counts(boots, "http.")).isEmpty();
			assertThat(counts(ours, "http.")).isEmpty();
		}
		assertThat(output.getOut().split("HTTP requests are not observed", -1))
			.hasSize(key.startsWith("metrics") ? 1 : 2);
		assertThat(output.getOut().contains("management." + key + " is false: HTTP"))
			.isEqualTo(!key.startsWith("metrics"));
	}

	@Test
	void goesByTheLongestName(CapturedOutput output) {
		String[] properties = { "management.observations.enable.http=false",
				"management.observations.enable.http.server.requests=true" };
		try (RunningApp ours = new RunningApp(Server.TOMCAT, properties)) {
			ours.get("/orders/1");
			ours.await(() -> assertThat(ours.timed()).isOne());
			assertThat(ours.counted()).isOne();
		}
		assertThat(output).doesNotContain("HTTP requests are not observed");
	}

	@Test
	void showsNothingThatAPredicateOfTheApplicationTurnsOff() {
		try (RunningApp ours = new RunningApp(Server.TOMCAT, new Class<?>[] { OwnPredicate.class })) {
			assertThat(ours.get("/orders/1").statusCode()).isEqualTo(200);
			assertThat(counts(ours, "http.")).isEmpty();
		}
	}

	// What each meter counts, by name and tags.
	private static Map<String, Double> counts(RunningApp app, String prefix) {
		Map<String, Double> counts = new TreeMap<>();
		for (Meter meter : app.registry().getMeters()) {
			String id = meter.getId().getName() + meter.getId().getTags();
			if (id.startsWith(prefix)) {
				counts.put(id, meter.measure().iterator().next().getValue());
			}
		}
		return counts;
	}

	private static Map<String, Integer> active(RunningApp app) {
		Map<String, Integer> active = new TreeMap<>();
		for (LongTaskTimer timer : app.registry().find("http.server.requests.active").longTaskTimers()) {
			active.put(timer.getId().getTags().toString(), timer.activeTasks());
		}
		return active;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPredicate {

		@Bean
		ObservationPredicate noRequests() {
			return (name, context) -> !(context instanceof ServerRequestObservationContext);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnHandler {

		@Bean
		Counting<ServerRequestObservationContext> servletHandler(ObjectProvider<MeterRegistry> registry,
				Environment environment) {
			return new Counting<>(ServerRequestObservationContext.class, registry, environment.getProperty("own.only"));
		}

		@Bean
		Counting<org.springframework.http.server.reactive.observation.ServerRequestObservationContext> reactiveHandler(
				ObjectProvider<MeterRegistry> registry, Environment environment) {
			return new Counting<>(
					org.springframework.http.server.reactive.observation.ServerRequestObservationContext.class,
					registry, environment.getProperty("own.only"));
		}

		record Counting<C extends Observation.Context>(Class<C> type, ObjectProvider<MeterRegistry> registry,
				@Nullable String only) implements MeterObservationHandler<C> {

			@Override
			public void onStop(C context) {
				this.registry.getObject().counter("own.requests").increment();
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return this.type.isInstance(context) && (this.only == null || this.only.equals(method(context)));
			}

			private static String method(Observation.Context context) {
				if (context instanceof ServerRequestObservationContext servlet) {
					return Objects.requireNonNull(servlet.getCarrier()).getMethod();
				}
				var reactive = (org.springframework.http.server.reactive.observation.ServerRequestObservationContext) context;
				return Objects.requireNonNull(reactive.getCarrier()).getMethod().name();
			}

		}

	}

}
