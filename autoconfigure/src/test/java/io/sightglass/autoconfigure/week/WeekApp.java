package io.sightglass.autoconfigure.week;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.micrometer.core.annotation.Timed;
import io.sightglass.autoconfigure.llm.LlmBudgetEvent;
import io.sightglass.autoconfigure.pipeline.KafkaBroker;
import io.sightglass.meters.pipeline.PipelineStage;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * An application on Tomcat, with all that is measured in it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@Import({ WeekApp.Api.class, WeekApp.Annotated.class, WeekApp.Moody.class, WeekApp.Crossed.class, WeekKafka.class,
		WeekKafka.Factory.class })
class WeekApp implements WebSocketConfigurer {

	private static final String USED = "io\\.sightglass\\..*|org\\.springframework\\.boot\\."
			+ "(autoconfigure|actuate|http|webclient|restclient|tomcat|webmvc|micrometer\\.[mo]|servlet|health|kafka|"
			+ "websocket|aop|reactor).*";

	private static final String UNUSED = ImportCandidates.load(AutoConfiguration.class, null)
		.getCandidates()
		.stream()
		.filter((name) -> !name.matches(USED) || name.contains(".reactive."))
		.filter((name) -> !name.startsWith("io.sightglass."))
		.filter((name) -> !name.contains("ReactiveHttpClient"))
		.collect(Collectors.joining(",", "spring.autoconfigure.exclude=", ""));

	static ConfigurableApplicationContext start(FastClock clock, Path prices) {
		return new SpringApplicationBuilder(WeekApp.class).web(WebApplicationType.SERVLET)
			.initializers((context) -> context.getBeanFactory().registerSingleton("clock", clock))
			.properties(UNUSED, "server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false", "spring.jmx.enabled=false", "server.shutdown=immediate",
					"management.metrics.use-global-registry=false", "management.endpoints.web.exposure.include=*",
					"logging.level.root=OFF", "logging.level.io.sightglass.autoconfigure.week=INFO",
					"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
					"spring.kafka.consumer.auto-offset-reset=earliest", "spring.kafka.consumer.fetch-max-wait=10ms",
					"sightglass.cardinality.expire-after=8s", "sightglass.llm.budget.daily-usd=0.002",
					"sightglass.llm.price-location=" + prices.toUri(), "sightglass.llm.price-refresh=1s",
					"sightglass.pipelines.sample-rate=1", "sightglass.health.include=moody",
					"sightglass.health.interval=100ms", "management.endpoint.health.cache.time-to-live=0")
			.run();
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new TextWebSocketHandler() {
			@Override
			protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
				session.sendMessage(message);
			}

			@Override
			public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			}
		}, "/echo");
	}

	@RestController
	static class Api {

		@GetMapping({ "/orders/{id}", "/items/{id}" })
		String order(@PathVariable String id) {
			return "order " + id;
		}

		@GetMapping("/fail")
		String fail() {
			throw new IllegalStateException("as it should");
		}

		@GetMapping("/timeout")
		DeferredResult<String> timeout() {
			return new DeferredResult<>(20L);
		}

		@GetMapping("/later")
		CompletableFuture<String> later() {
			return CompletableFuture.supplyAsync(() -> "later");
		}

		@GetMapping(path = "/endless", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		StreamingResponseBody endless() {
			return (out) -> {
				while (true) {
					out.write(new byte[1000]);
					out.flush();
				}
			};
		}

	}

	static class Annotated {

		@Timed("week.timed")
		@PipelineStage(pipeline = "annotated", stage = "work")
		public String work(boolean failing) {
			if (failing) {
				throw new IllegalStateException("as it should");
			}
			return "done";
		}

	}

	@Component("moody")
	static class Moody implements HealthIndicator {

		private volatile boolean up;

		private volatile boolean broken;

		void set(boolean up, boolean broken) {
			this.up = up;
			this.broken = broken;
		}

		@Override
		public Health health() {
			if (this.broken) {
				throw new NoClassDefFoundError("as it should");
			}
			return (this.up ? Health.up() : Health.down()).build();
		}

	}

	static class Crossed {

		private final AtomicInteger budgets = new AtomicInteger();

		AtomicInteger budgets() {
			return this.budgets;
		}

		@EventListener
		void on(LlmBudgetEvent event) {
			this.budgets.incrementAndGet();
		}

	}

}
