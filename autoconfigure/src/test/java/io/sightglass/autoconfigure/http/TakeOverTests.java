package io.sightglass.autoconfigure.http;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.instrumentation.internal.reactornetty.NettyBodySizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.OpenTelemetryServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stays of Boot's own ways, and of the traces.
 */
class TakeOverTests {

	@ParameterizedTest
	@EnumSource(Server.class)
	void keepsTheTracesOfExcludedAndUnsampledRequests(Server server) {
		try (RunningApp app = new RunningApp(server, "sightglass.http.exclude=GET /internal/**",
				"sightglass.http.sample-rate=0")) {
			app.get("/internal/ping");
			app.send(HttpRequest.newBuilder(app.uri("/internal/ping")).POST(HttpRequest.BodyPublishers.noBody()));
			app.get("/orders/1");
			app.await(() -> assertThat(app.spanNames()).containsExactlyInAnyOrder("http get /internal/ping",
					"http post /internal/ping", "http get /orders/{id}"));
			app.await(() -> assertThat(app.counted()).isEqualTo(2));
			assertThat(app.counted("uri", "/internal/ping", "method", "POST")).isOne();
			assertThat(app.timed()).isZero();
			assertThat(app.registry().find("http.response.size").meters()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Server.class, names = { "TOMCAT", "NETTY" })
	void excludesTheActuatorWhereItIs(Server server) {
		String contextPath = server.isReactive() ? "spring.webflux.base-path=/shop"
				: "server.servlet.context-path=/shop";
		try (RunningApp app = new RunningApp(server, contextPath, "management.endpoints.web.base-path=/manage",
				"spring.mvc.servlet.path=/web")) {
			String prefix = server.isReactive() ? "/shop" : "/shop/web";
			assertThat(app.get(prefix + "/manage/health").statusCode()).isEqualTo(200);
			assertThat(app.get(prefix + "/orders/1").statusCode()).isEqualTo(200);
			app.await(() -> assertThat(app.counted("uri", "/orders/{id}")).isOne());
			assertThat(app.counted()).isOne();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Server.class, names = { "TOMCAT", "NETTY" })
	void leavesAllToBootWhenSwitchedOff(Server server) {
		try (RunningApp app = new RunningApp(server, "sightglass.http.enabled=false")) {
			app.get("/orders/1");
			app.get("/actuator/health");
			app.await(() -> assertThat(app.timed()).isEqualTo(2));
			assertThat(app.registry().find("http.server.requests.active").meters()).isNotEmpty();
			assertThat(app.registry().find("http.requests").meters()).isEmpty();
			assertThat(app.registry().find("http.requests.active").meters()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Server.class, names = { "TOMCAT", "NETTY" })
	void followsTheNameThatTheUserGave(Server server) {
		try (RunningApp app = new RunningApp(server, "management.observations.http.server.requests.name=web",
				"sightglass.prefix=shop")) {
			app.get("/orders/1");
			app.await(() -> assertThat(app.registry().get("web").tag("uri", "/orders/{id}").timer().count()).isOne());
			assertThat(app.registry().get("shop.http.requests").counter().count()).isOne();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Server.class, names = { "TOMCAT", "NETTY" })
	void honoursAConventionWithMoreTags(Server server) {
		try (RunningApp app = new RunningApp(server, new Class<?>[] { Conventions.class },
				"management.observations.key-values.team=red")) {
			app.get("/orders/1");
			app.await(() -> assertThat(app.timed("shop", "north", "team", "red", "uri", "/orders/{id}")).isOne());
			assertThat(app.counted("uri", "/orders/{id}", "status", "200")).isOne();
			assertThat(app.registry().get("http.requests").counter().getId().getTags()).hasSize(4);
		}
	}

	@ParameterizedTest
	@EnumSource(value = Server.class, names = { "TOMCAT", "NETTY" })
	void weighsNothingWhenSizesAreOff(Server server) {
		try (RunningApp app = new RunningApp(server, "sightglass.http.sizes.enabled=false")) {
			app.get("/orders/1");
			app.await(() -> assertThat(app.timed()).isOne());
			assertThat(app.registry().find("http.response.size").meters()).isEmpty();
			assertThat(app.context().getBeansOfType(NettyBodySizes.class)).isEmpty();
		}
	}

	@Test
	void inOpenTelemetrysWordsTheTimerIsAsWithoutUsAndTheCounterKeepsItsTags() {
		Class<?>[] words = { OpenTelemetryWords.class };
		try (RunningApp ours = new RunningApp(Server.TOMCAT, words);
				RunningApp boots = new RunningApp(Server.TOMCAT, words, "sightglass.enabled=false")) {
			for (RunningApp app : List.of(ours, boots)) {
				app.get("/orders/1");
				app.get("/nothing/here");
				app.await(() -> assertThat(timers(app)).hasSize(2));
			}
			assertThat(timers(ours)).isEqualTo(timers(boots));
			assertThat(ours.counted("uri", "/orders/{id}", "method", "GET", "status", "200", "outcome", "SUCCESS"))
				.isOne();
			assertThat(ours.counted("status", "404", "outcome", "CLIENT_ERROR")).isOne();
		}
	}

	private static Set<Meter.Id> timers(RunningApp app) {
		return app.registry()
			.find("http.server.request.duration")
			.timers()
			.stream()
			.map(Timer::getId)
			.collect(Collectors.toSet());
	}

	@Configuration(proxyBeanMethods = false)
	static class OpenTelemetryWords {

		@Bean
		OpenTelemetryServerRequestObservationConvention words() {
			return new OpenTelemetryServerRequestObservationConvention();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Conventions {

		@Bean
		DefaultServerRequestObservationConvention servletConvention() {
			return new DefaultServerRequestObservationConvention() {
				@Override
				public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and(KeyValue.of("shop", "north"));
				}
			};
		}

		@Bean
		org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention reactiveConvention() {
			return new org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention() {
				@Override
				public KeyValues getLowCardinalityKeyValues(
						org.springframework.http.server.reactive.observation.ServerRequestObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and(KeyValue.of("shop", "north"));
				}
			};
		}

	}

}
