package io.sightglass.autoconfigure.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;

class IntegrationEndingsTests {

	private static final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), io.micrometer.core.instrument.Clock.SYSTEM);

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(IntegrationFlows.class).web(WebApplicationType.NONE)
			.initializers((starting) -> starting.getBeanFactory().registerSingleton("registry", registry))
			.run("--management.metrics.use-global-registry=false", "--sightglass.integration.sources=*In",
					"--sightglass.integration.stages=*Work", "--sightglass.integration.endpoints=*End",
					"--sightglass.integration.filtered=dropped", "--sightglass.integration.sinks=out");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@EnumSource
	void countsEachEndingOnce(Ending ending) {
		PipelineFigures before = PipelineFigures.of(registry);
		try {
			context.getBean(ending.channel + "In", MessageChannel.class)
				.send(new GenericMessage<>(ending.order, Map.of("correlationId", ending.order)));
		}
		catch (MessagingException ex) {
			assertThat(ex).hasStackTraceContaining(IntegrationFlows.class.getName());
		}
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			PipelineFigures after = PipelineFigures.of(registry);
			assertThat(after.since(before)).isEqualTo(ending.countsAs);
			assertThat(after.unaccounted()).isZero();
		});
	}

	@Test
	void writesThePage() throws IOException {
		EndingsPage.check("Spring Integration", Ending.values());
	}

	/**
	 * What becomes of a message.
	 */
	enum Ending implements EndingsPage.Row {

		PROCESSED("direct", "good", "A channel that hands on in the sender's thread",
				"1 received, 1 processed as `success`, 1 delivered, 1 timed"),

		FAILED("direct", "bad", "The same, and the work throws",
				"1 received, 1 processed as `error`, 1 error `invalid`, 1 timed"),

		EXECUTOR("executor", "good", "A channel with an executor",
				"1 received, 1 processed as `success`, 1 delivered, 1 timed"),

		EXECUTOR_FAILED("executor", "bad", "The same, and the work throws in the other thread",
				"1 received, 1 processed as `error`, 1 error `invalid`, 1 timed"),

		PARTITIONED("partitioned", "good", "A partitioned channel",
				"1 received, 1 processed as `success`, 1 delivered, 1 timed"),

		PARTITIONED_FAILED("partitioned", "bad", "The same, and the work throws in the partition's thread",
				"1 received, 1 processed as `error`, 1 error `invalid`, 1 timed"),

		PUBLISHED("published", "good", "A publish-subscribe channel with an executor and two subscribers",
				"1 received, 1 processed as `success`, 1 delivered, 2 timed"),

		PUBLISHED_FAILED("published", "bad", "The same, and both throw",
				"1 received, 1 processed as `error`, 1 error `invalid`, 2 timed"),

		REFUSED("refused", "good", "A channel whose executor takes no more",
				"1 received, 1 processed as `error`, 1 error `rejected`"),

		QUEUED("queued", "good", "A queue channel with a poller",
				"1 received, 1 processed as `success`, 1 delivered, 1 timed"),

		QUEUED_FAILED("queued", "bad", "The same, and the work throws in the poller's thread",
				"1 received, 1 processed as `error`, 1 error `invalid`, 1 timed"),

		FULL("full", "good", "A queue channel that stays full until the sender gives up",
				"1 received, 1 processed as `error`, 1 error `unfinished`"),

		DISCARDED("discarding", "bad", "A filter with a discard channel", "1 received, 1 processed as `filtered`"),

		REJECTED("checked", "bad", "A filter that is an endpoint of the pipeline",
				"1 received, 1 processed as `filtered`, 1 timed"),

		REPEATED("repeated", "good", "An endpoint whose retry advice has success at the second attempt",
				"1 received, 1 processed as `success`, 1 error `invalid`, 1 retried, 1 delivered, 1 timed"),

		GIVEN_UP("repeated", "bad", "The same, and the second attempt fails too",
				"1 received, 1 processed as `error`, 2 error `invalid`, 1 retried, 1 timed"),

		LATER("later", "good", "An endpoint that answers with a future",
				"1 received, 1 processed as `success`, 1 delivered, 1 timed"),

		LATER_FAILED("later", "bad", "The same, and the future fails in another thread",
				"1 received, 1 processed as `error`, 1 error `invalid`, 1 timed");

		private final String channel;

		private final String order;

		private final String ending;

		private final String countsAs;

		Ending(String channel, String order, String ending, String countsAs) {
			this.channel = channel;
			this.order = order;
			this.ending = ending;
			this.countsAs = countsAs;
		}

		@Override
		public String ending() {
			return this.ending;
		}

		@Override
		public String countsAs() {
			return this.countsAs;
		}

	}

}
