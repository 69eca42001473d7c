package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.endpoint.IntegrationConsumer;
import org.springframework.integration.handler.advice.RequestHandlerRetryAdvice;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class IntegrationEndpointTests {

	private final MockClock clock = new MockClock();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.integration.pipeline=orders",
				"sightglass.integration.sources=shop",
				"sightglass.integration.endpoints=check,enrich,store,*.serviceActivator",
				"sightglass.integration.sinks=warehouse")
		.withBean(MockClock.class, () -> this.clock)
		.withBean(MeterRegistry.class, () -> this.registry)
		.withUserConfiguration(Application.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				IntegrationAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsTheWorkOfChosenEndpointsExactlyAtEverySampleRate(double rate) {
		this.runner.withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
			MessageChannel shop = context.getBean("shop", MessageChannel.class);
			for (int n = 0; n < 100; n++) {
				GenericMessage<Integer> order = new GenericMessage<>(n);
				if (n % 10 == 1) {
					assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> shop.send(order));
				}
				else {
					shop.send(order);
				}
			}
			assertThat(processed("check", "success")).isEqualTo(90);
			assertThat(processed("check", "filtered")).isEqualTo(10);
			assertThat(processed("enrich", "success")).isEqualTo(80);
			assertThat(processed("enrich", "error")).isEqualTo(10);
			assertThat(processed("clerk.pack.serviceActivator", "success")).isEqualTo(80);
			assertThat(processed("store", "success")).isEqualTo(80);
			// The failure passes through no other stage a second time.
			assertThat(scraped("pipeline_records_processed_total", "outcome=\"error\"")).isEqualTo(10);
			// The application's own advice tries once again: 10 in vain, 10 not.
			assertThat(scraped("pipeline_retries_total", "stage=\"enrich\"")).isEqualTo(20);
			assertThat(scraped("pipeline_errors_total", "stage=\"enrich\"")).isEqualTo(30);
			assertThat(scraped("pipeline_records_received_total", "source=\"shop\"")).isEqualTo(100);
			assertThat(scraped("pipeline_records_delivered_total", "sink=\"warehouse\"")).isEqualTo(80);
			assertThat(scraped("pipeline_records_in_flight")).isZero();
			if (rate == 1) {
				assertThat(scraped("pipeline_stage_duration_seconds_count", "stage=\"enrich\"")).isEqualTo(90);
				assertThat(scraped("pipeline_latency_seconds_count")).isEqualTo(80);
			}
		});
	}

	@Test
	void timesAnEndpointWithoutWhatFollowsBehindIt() {
		this.runner.run((context) -> {
			context.getBean("shop", MessageChannel.class).send(new GenericMessage<>(3));
			assertThat(scraped("pipeline_stage_duration_seconds_sum", "stage=\"enrich\"")).isZero();
			assertThat(scraped("pipeline_stage_duration_seconds_sum", "stage=\"store\"")).isEqualTo(7);
		});
	}

	@Test
	void leavesAnEndpointAloneThatItCannotLookInto(CapturedOutput output) {
		this.runner.withBean("check2.serviceActivator", IntegrationConsumer.class, Unknown::new).run((context) -> {
			context.getBean("shop", MessageChannel.class).send(new GenericMessage<>(3));
			assertThat(processed("store", "success")).isOne();
			assertThat(output).contains("The bean 'check2.serviceActivator' is not measured");
		});
	}

	@Test
	void keepsTheOriginThroughATransformerThatMakesANewMessage() {
		this.runner.run((context) -> {
			this.clock.add(Duration.ofHours(2));
			long anHourAgo = this.clock.wallTime() - Duration.ofHours(1).toMillis();
			MessageChannel shop = context.getBean("shop", MessageChannel.class);
			shop.send(MessageBuilder.withPayload(4).setHeader("sightglass_origin", anHourAgo).build());
			assertThat(scraped("pipeline_latency_seconds_sum")).isEqualTo(3607);
			GenericMessage<Integer> order = new GenericMessage<>(5);
			shop.send(order);
			assertThat(context.getBean(Clerk.class).stored).last()
				.satisfies((stored) -> assertThat(stored.getHeaders().get("sightglass_origin"))
					.isEqualTo(order.getHeaders().getTimestamp()));
		});
	}

	private double processed(String stage, String outcome) {
		return scraped("pipeline_records_processed_total", Scraped.label("stage", stage),
				Scraped.label("outcome", outcome));
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	/** One of another library's, which has no handler to show. */
	static class Unknown implements IntegrationConsumer {

		@Override
		public MessageChannel getInputChannel() {
			throw new UnsupportedOperationException();
		}

		@Override
		public MessageChannel getOutputChannel() {
			throw new UnsupportedOperationException();
		}

		@Override
		public MessageHandler getHandler() {
			throw new UnsupportedOperationException();
		}

		@Override
		public String getBeanName() {
			return "check2.serviceActivator";
		}

		@Override
		public String getComponentName() {
			return getBeanName();
		}

		@Override
		public String getComponentType() {
			return "unknown";
		}

	}

	static class Clerk {

		private static final Duration STORING = Duration.ofSeconds(7);

		final Queue<Message<?>> stored = new ConcurrentLinkedQueue<>();

		private final Set<Integer> failedOnce = ConcurrentHashMap.newKeySet();

		private final MockClock clock;

		Clerk(MockClock clock) {
			this.clock = clock;
		}

		// A message of its own, with no header of the one that came.
		Message<Integer> enrich(Message<Integer> order) {
			int n = order.getPayload();
			if (n % 10 == 1 || (n % 10 == 2 && this.failedOnce.add(n))) {
				throw new IllegalArgumentException("order " + n);
			}
			return new GenericMessage<>(n);
		}

		@ServiceActivator(inputChannel = "pack", outputChannel = "warehouse")
		Integer pack(Integer order) {
			return order;
		}

		void store(Message<?> order) {
			this.stored.add(order);
			this.clock.add(STORING);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Clerk clerk(MockClock clock) {
			return new Clerk(clock);
		}

		@Bean
		DirectChannel shop() {
			return new DirectChannel();
		}

		@Bean
		DirectChannel pack() {
			return new DirectChannel();
		}

		@Bean
		DirectChannel warehouse() {
			return new DirectChannel();
		}

		@Bean
		RequestHandlerRetryAdvice onceMore() {
			RequestHandlerRetryAdvice advice = new RequestHandlerRetryAdvice();
			advice.setRetryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build());
			return advice;
		}

		@Bean
		IntegrationFlow orders(Clerk clerk, RequestHandlerRetryAdvice onceMore) {
			return IntegrationFlow.from("shop")
				.filter(Integer.class, (n) -> n % 10 != 0, (filter) -> filter.id("check"))
				.transformWith((enrich) -> enrich.expectedType(Message.class)
					.transformer((Message<Integer> order) -> clerk.enrich(order))
					.id("enrich")
					.advice(onceMore))
				.channel("pack")
				.get();
		}

		@Bean
		IntegrationFlow storing(Clerk clerk) {
			return IntegrationFlow.from("warehouse").handle(clerk::store, (handler) -> handler.id("store")).get();
		}

	}

}
