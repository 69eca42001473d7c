package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each client library against each case, in one application in which everything is
 * measured that can be: whatever sees a call, it counts once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientTableTests {

	private final List<Row> table = Row.table();

	private Clients clients;

	@BeforeAll
	void start() {
		this.clients = new Clients(Duration.ofMillis(5));
	}

	@AfterAll
	void stop() {
		this.clients.close();
	}

	Stream<String> cases() {
		return this.table.stream().map(Row::name).distinct();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readsWhatTheTableSays(String name) {
		List<String> differences = new ArrayList<>();
		for (Client client : this.clients.all()) {
			Row row = row(name, client);
			if (!row.cannot()) {
				String read = read(row.prompt(), client);
				if (!read.equals(row.expected(client))) {
					differences
						.add("%s: expected %s, but read %s".formatted(client.name(), row.expected(client), read));
				}
			}
		}
		assertThat(differences).isEmpty();
	}

	private Row row(String name, Client client) {
		return this.table.stream()
			.filter((row) -> row.name().equals(name) && row.holds(client))
			.findFirst()
			.orElseThrow(() -> new AssertionError("The table says nothing of " + name + " for " + client.name()));
	}

	private String read(String prompt, Client client) {
		Reading reading = new Reading(this.clients.registry());
		int requests = this.clients.server(client).requests();
		this.clients.ask(client, prompt, prompt.equals("hang"));
		reading.await();
		assertThat(this.clients.server(client).requests() - requests).as(client.name() + ": attempts at the server")
			.isEqualTo(1 + (int) reading.sum("llm.retries"));
		String stream = (reading.sum("llm.requests", "streaming", String.valueOf(!client.streams())) == 0) ? ""
				: client.streams() ? " not streaming" : " streaming";
		return reading.toString().replaceAll(" +", " ") + stream;
	}

}
