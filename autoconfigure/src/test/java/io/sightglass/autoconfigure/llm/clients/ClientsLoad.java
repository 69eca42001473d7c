package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.week.Books;
import io.sightglass.autoconfigure.week.Load;
import io.sightglass.autoconfigure.week.Totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Every client in every case of the table, whose rows are the books.
 */
public final class ClientsLoad implements Load {

	private static final List<String> TYPES = List.of("input", "output", "cache_read", "cache_write", "reasoning");

	private final Clients clients = new Clients(Duration.ZERO);

	private final List<Row> table = Row.table();

	private final List<String> cases = this.table.stream().map(Row::name).distinct().toList();

	private final Books books;

	private final Totals totals;

	private double usd;

	public ClientsLoad() {
		this.totals = new Totals(this.clients.registry());
		this.books = new Books(this.totals);
	}

	public MeterRegistry registry() {
		return this.clients.registry();
	}

	@Override
	public void turn(int turn) {
		List<Client> all = this.clients.all();
		Client client = all.get(turn % all.size());
		// All cases come early, each with other clients.
		String name = this.cases.get((turn + turn / all.size()) % this.cases.size());
		Row row = this.table.stream()
			.filter((each) -> each.name().equals(name) && each.holds(client))
			.findFirst()
			.orElseThrow();
		if (!row.cannot()) {
			this.clients.ask(client, row.prompt(), row.prompt().equals("hang"));
			book(row.expected(client).split(" "));
		}
	}

	private void book(String... cells) {
		this.books.add(1, "llm.requests outcome " + cells[0]);
		if (!cells[1].equals("-")) {
			this.books.add(1, "llm.errors error " + cells[1]);
		}
		this.books.add(Long.parseLong(cells[2]), "llm.retries");
		String[] tokens = cells[3].split(",");
		for (int i = 0; i < tokens.length; i++) {
			this.books.add(Long.parseLong(tokens[i]), "llm.tokens type " + TYPES.get(i));
		}
		this.usd += Double.parseDouble(cells[4]);
		if (!cells[5].equals("-")) {
			this.books.add(1, "llm.finishes reason " + cells[5]);
		}
		this.books.add(Long.parseLong(cells[6]), "llm.unparsed");
		this.books.add(Long.parseLong(cells[7]), "llm.time.to.first.token");
	}

	@Override
	public void check() {
		this.books.check();
		assertThat(this.totals.level("llm.requests.active")).isZero();
		assertThat(this.totals.exact("llm.cost")).isCloseTo(this.usd, within(1e-7));
	}

	@Override
	public void close() {
		this.clients.close();
	}

}
