package io.sightglass.autoconfigure.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

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

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One application with a listener for each way of ending, each with a topic and a group,
 * and so a pipeline, of its own.
 */
@ExtendWith(KafkaBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class KafkaEndingsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private ConfigurableApplicationContext application;

	private PrometheusMeterRegistry registry;

	@BeforeAll
	void start() {
		for (Ending ending : Ending.values()) {
			KafkaBroker.topics(1, ending.topic, ending.topic + "-dlt");
		}
		this.application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("management.metrics.use-global-registry=false",
					"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
					"spring.kafka.consumer.auto-offset-reset=earliest", "spring.kafka.listener.auto-startup=false",
					"spring.main.banner-mode=off")
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
		for (String value : ending.values) {
			send(ending.topic, value);
		}
		container(ending).start();
		ending.script.accept(this, ending);
		awaitCounts(ending, ending.counts);
		// Nothing more happens, and nothing is left.
		container(ending).stop();
		assertThat(counts(ending)).isEqualTo(ending.counts);
		assertThat(sum("records_in_flight", ending)).isZero();
		assertThat(sum("records_received_total", ending)).isEqualTo(sum("records_processed_total", ending));
	}

	@Test
	void thePageTells() throws IOException {
		EndingsPage.check("Kafka", Ending.values());
	}

	void awaitCounts(Ending ending, String counts) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(ending)).isEqualTo(counts));
	}

	String counts(Ending ending) {
		return Scraped.of(this.registry).counts(ending.group);
	}

	private double sum(String sample, Ending ending) {
		return Scraped.of(this.registry).of(ending.group, sample);
	}

	@SuppressWarnings("unchecked")
	void send(String topic, String value) {
		this.application.getBean("template", KafkaTemplate.class).send(topic, value).join();
	}

	MessageListenerContainer container(Ending ending) {
		return Objects.requireNonNull(
				this.application.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer(ending.topic));
	}

	KafkaEndingListeners listeners() {
		return this.application.getBean(KafkaEndingListeners.class);
	}

	enum Ending implements EndingsPage.Row {

		SUCCESS("the listener returns", "received 1, success 1", "record", "fine"),

		FILTERED("a `RecordFilterStrategy` bean keeps one of two from the listener",
				"received 2, success 1, filtered 1", "rejected", "unwanted", "fine"),

		DROPPED("an interceptor of the application drops one of two", "received 2, success 1, filtered 1", "dropped",
				"unwanted", "fine"),

		DROPPED_OF_BATCH("an interceptor of the application drops one of a batch of three",
				"received 3, success 2, filtered 1", "dropped-batch", "fine", "unwanted", "fine"),

		AGAIN("fails once", "received 1, success 1, retries 1, errors 1", "again", "once"),

		GIVEN_UP("fails three times, goes to the dead-letter topic",
				"received 1, error 1, retries 2, errors 3, dead letters 1", "given-up", "never"),

		LOGGED("fails, and the error handler only logs it", "received 1, error 1, errors 1", "logged", "never"),

		TAKEN("fails, and a `KafkaListenerErrorHandler` takes the exception", "received 1, success 1", "taken",
				"never"),

		STOPPING("fails, and the error handler stops the container", "received 1, error 1, errors 1", "stopping",
				"never"),

		FUTURE("a `Mono` ends well", "received 1, success 1", "mono", "fine"),

		FUTURE_FAILS("a future fails once", "received 1, success 1, retries 1, errors 1", "future", "once"),

		SUSPEND("a suspend function of Kotlin ends well", "received 1, success 1", "suspend", "fine"),

		SUSPEND_FAILS("a suspend function fails once", "received 1, success 1, retries 1, errors 1", "suspend-again",
				"once"),

		SUSPEND_FAILS_FOR_GOOD("a suspend function fails three times",
				"received 1, error 1, retries 2, errors 3, dead letters 1", "suspend-given-up", "never"),

		FUTURE_AMONG_OTHERS("one of five futures fails three times; the others come again with it",
				"received 5, success 4, error 1, retries 2, errors 3, dead letters 1", "future-among", "fine", "never",
				"fine", "fine", "fine"),

		FUTURE_OF_BATCH("the future of a batch of two fails", "received 2, error 2, errors 2", "future-batch", "never",
				"fine"),

		FUTURE_STAYS("the container stops before the future ends; started again, it gives the record again",
				"received 2, success 2", "late", KafkaEndingsTests::stopsBeforeTheFuture, "fine"),

		UNREADABLE("its value cannot be deserialized", "received 1, error 1, errors 1", "unreadable", "not an integer"),

		NOT_DUE("comes to a retry topic before its time, waits there, then succeeds", "received 1, success 1", "due",
				"due-retry", KafkaEndingsTests::nothing, "once"),

		NACK("the listener calls `nack`, and takes it the next time", "received 1, success 1, retries 1", "nack",
				"fine"),

		NACK_OF_BATCH("the listener calls `nack` for the second of three in a batch",
				"received 3, success 3, retries 1", "nack-batch", "first", "middle", "last"),

		ROLLED_BACK("fails once, its transaction is rolled back", "received 1, success 1, retries 1, errors 1",
				"rolled-back", "once"),

		ROLLED_BACK_FOR_GOOD("fails three times, rolled back and given up by the `AfterRollbackProcessor`",
				"received 1, error 1, retries 2, errors 3, dead letters 1", "rolled-back-for-good", "never"),

		NOT_COMMITTED("the listener returns, but the commit of its transaction fails once",
				"received 1, success 1, retries 1, errors 1", "not-committed", "fine"),

		ROLLED_BACK_BATCH("a batch of two fails once, its transaction is rolled back",
				"received 2, success 2, retries 1, errors 1", "rolled-back-batch", KafkaEndingsTests::timesEachTry,
				"once", "fine"),

		HANDLED_BATCH("a batch of two fails once in a transaction, for an error handler",
				"received 2, success 2, retries 1, errors 1", "handled-batch", KafkaEndingsTests::timesEachTry, "once",
				"fine"),

		NAMED("the batch listener names the second of three as the one that failed, three times",
				"received 3, success 2, error 1, retries 2, errors 3, dead letters 1", "named", "fine", "never",
				"fine"),

		WHOLE("a batch of two fails once", "received 2, success 2, retries 1, errors 1", "whole", "once", "fine"),

		STOPPED("the container stops while it waits for its next attempt",
				"received 1, cancelled 1, retries 1, errors 1", "stopped", KafkaEndingsTests::stopsWhileRetrying,
				"never"),

		BROKEN("the listener throws an `Error`, which stops the container", "received 1, cancelled 1", "broken",
				"fine"),

		SOUGHT("the application seeks back to two that have ended", "received 4, success 4", "sought",
				KafkaEndingsTests::seeksBack, "first", "last");

		final String topic;

		final String group;

		final String ending;

		final String counts;

		@SuppressWarnings("ImmutableEnumChecker")
		final List<String> values;

		@SuppressWarnings("ImmutableEnumChecker")
		final BiConsumer<KafkaEndingsTests, Ending> script;

		Ending(String ending, String counts, String topic, String... values) {
			this(ending, counts, topic, KafkaEndingsTests::nothing, values);
		}

		Ending(String ending, String counts, String topic, BiConsumer<KafkaEndingsTests, Ending> script,
				String... values) {
			this(ending, counts, topic, topic, script, values);
		}

		Ending(String ending, String counts, String topic, String group, BiConsumer<KafkaEndingsTests, Ending> script,
				String... values) {
			this.topic = topic;
			this.group = group;
			this.ending = ending;
			this.counts = counts;
			this.script = script;
			this.values = List.of(values);
		}

		@Override
		public String ending() {
			return this.ending;
		}

		@Override
		public String countsAs() {
			return this.counts;
		}

	}

	private void nothing(Ending ending) {
		// The records say it all.
	}

	private void stopsBeforeTheFuture(Ending ending) {
		awaitCounts(ending, "received 1, in flight 1");
		container(ending).stop();
		assertThat(counts(ending)).isEqualTo("received 1, in flight 1");
		assertThat(sum("stage_duration_seconds_count", ending)).isZero();
		listeners().late.complete("done");
		assertThat(sum("stage_duration_seconds_count", ending)).isOne();
		assertThat(counts(ending)).isEqualTo("received 1, success 1");
		container(ending).start();
	}

	private void timesEachTry(Ending ending) {
		awaitCounts(ending, ending.counts);
		assertThat(sum("stage_duration_seconds_count", ending)).isEqualTo(2);
	}

	private void stopsWhileRetrying(Ending ending) {
		await().atMost(PATIENCE).until(() -> listeners().calls("stopped") == 1);
		container(ending).stop();
	}

	private void seeksBack(Ending ending) {
		awaitCounts(ending, "received 2, success 2");
		this.application.getBean(KafkaEndingListeners.Sought.class).seekToBeginning();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KafkaAutoConfiguration.class, SightglassAutoConfiguration.class,
			PipelineAutoConfiguration.class })
	@Import({ KafkaEndingFactories.class, KafkaEndingListeners.class, KafkaEndingListeners.Sought.class,
			SuspendingListener.class, KafkaRetryTopicEndingsTests.Work.class })
	static class Application {

		@Bean
		PrometheusMeterRegistry meterRegistry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

	}

}
