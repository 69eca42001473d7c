package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prompts, completions, keys and user names stay where they are.
 */
class SecrecyTests {

	private static final String SECRETS = " of-my-diary user-jane";

	private static final String[] NEVER = { "my-diary", "jane", "sk-secret", "Hello you", "some_error", "Bearer" };

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");

	private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logged.start();
		this.logger.setLevel(Level.TRACE);
		this.logger.addAppender(this.logged);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.logged);
		this.logger.setLevel(null);
	}

	@Test
	void noClientLeaksWhatWasSaid() {
		try (Clients clients = new Clients(Duration.ZERO)) {
			for (Client client : clients.all()) {
				for (String prompt : new String[] { "answer", "status 400", "garbage" }) {
					clients.ask(client, prompt + SECRETS, false);
				}
			}
			PrometheusMeterRegistry registry = (PrometheusMeterRegistry) clients.registry();
			assertThat(registry.scrape()).contains("llm_requests_total").doesNotContain(NEVER);
			assertThat(registry.scrape("application/openmetrics-text; version=1.0.0")).contains("llm_requests_total")
				.doesNotContain(NEVER);
		}
		assertThat(this.logged.list)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).doesNotContain(NEVER));
	}

}
