package io.sightglass.autoconfigure.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One application with a listener for each way to answer, each with a topic, a retry
 * topic and a topic of dead letters, whose groups are pipelines of their own.
 */
@ExtendWith(KafkaBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class KafkaRetryTopicEndingsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String COUNTS = "received 2, error 2, errors 2, handed on 3"
			+ "; retry topic: received 2, success 1, error 1, errors 1; dead letters: received 1, success 1";

	private ConfigurableApplicationContext application;

	private PrometheusMeterRegistry registry;

	@BeforeAll
	void start() {
		for (Ending ending : Ending.values()) {
			KafkaBroker.topics(1, ending.topic, ending.topic + "-retry", ending.topic + "-dlt");
		}
		this.application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("management.metrics.use-global-registry=false",
					"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
					"spring.kafka.consumer.auto-offset-reset=earliest", "spring.main.banner-mode=off")
			.run();
		this.registry = this.application.getBean(PrometheusMeterRegistry.class);
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@ParameterizedTest
	@EnumSource
	void countsOnceAsWhatItWas(Ending ending) {
		send(ending.topic, "once");
		send(ending.topic, "never");
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(ending)).isEqualTo(COUNTS));
		Scraped scraped = Scraped.of(this.registry);
		for (String group : new String[] { ending.topic, ending.topic + "-retry", ending.topic + "-dlt" }) {
			assertThat(scraped.of(group, "records_in_flight")).isZero();
			assertThat(scraped.of(group, "records_received_total"))
				.isEqualTo(scraped.of(group, "records_processed_total"));
		}
	}

	@Test
	void thePageTells() throws IOException {
		EndingsPage.check("Kafka's retry topics", Ending.values());
	}

	private String counts(Ending ending) {
		Scraped scraped = Scraped.of(this.registry);
		return (scraped.counts(ending.topic) + "; retry topic: " + scraped.counts(ending.topic + "-retry")
				+ "; dead letters: " + scraped.counts(ending.topic + "-dlt"))
			.replaceAll("dead letters (\\d)", "handed on $1");
	}

	@SuppressWarnings("unchecked")
	private void send(String topic, String value) {
		this.application.getBean("template", KafkaTemplate.class).send(topic, value).join();
	}

	enum Ending implements EndingsPage.Row {

		BLOCKING("a method that returns", "topic-of-blocking"),

		FUTURE("a `CompletableFuture`", "topic-of-future"),

		MONO("a `Mono`", "topic-of-mono"),

		SUSPEND("a suspend function of Kotlin", "topic-of-suspend");

		final String listener;

		final String topic;

		Ending(String listener, String topic) {
			this.listener = listener;
			this.topic = topic;
		}

		@Override
		public String ending() {
			return this.listener;
		}

		@Override
		public String countsAs() {
			return COUNTS;
		}

	}

	static class Listeners {

		private final Work work;

		Listeners(Work work) {
			this.work = work;
		}

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 10), kafkaTemplate = "template")
		@KafkaListener(id = "topic-of-blocking", topics = "topic-of-blocking")
		void blocking(String value) {
			this.work.accept("blocking " + value);
		}

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 10), kafkaTemplate = "template")
		@KafkaListener(id = "topic-of-future", topics = "topic-of-future")
		CompletableFuture<Void> future(String value) {
			return CompletableFuture.runAsync(() -> this.work.accept("future " + value));
		}

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 10), kafkaTemplate = "template")
		@KafkaListener(id = "topic-of-mono", topics = "topic-of-mono")
		Mono<Void> mono(String value) {
			return Mono.delay(Duration.ofMillis(1)).doOnNext((tick) -> this.work.accept("mono " + value)).then();
		}

	}

	/**
	 * A record "never" always fails, and "once" does so once.
	 */
	static class Work implements Consumer<String> {

		private final Set<String> failed = ConcurrentHashMap.newKeySet();

		@Override
		public void accept(String value) {
			if (value.endsWith("never") || (value.endsWith("once") && this.failed.add(value))) {
				throw new UnsupportedOperationException(value);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KafkaAutoConfiguration.class, SightglassAutoConfiguration.class,
			PipelineAutoConfiguration.class })
	@Import({ Work.class, Listeners.class, RetriedSuspendingListener.class })
	static class Application {

		@Bean
		PrometheusMeterRegistry meterRegistry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

		@Bean
		KafkaTemplate<Object, Object> template(ProducerFactory<Object, Object> producers) {
			return new KafkaTemplate<>(producers);
		}

		@Bean
		TaskScheduler taskScheduler() {
			return new ThreadPoolTaskScheduler();
		}

	}

}
