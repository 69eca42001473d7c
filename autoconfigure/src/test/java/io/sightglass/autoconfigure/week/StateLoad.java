package io.sightglass.autoconfigure.week;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.state.StateMeters;

/**
 * Health that goes up and down, roles that are won and lost, members that come and go.
 */
final class StateLoad implements Load {

	private final PrometheusMeterRegistry registry;

	private final StateMeters meters;

	private final WeekApp.Moody moody;

	private final Books books;

	private int last;

	StateLoad(PrometheusMeterRegistry registry, StateMeters meters, WeekApp.Moody moody, Totals totals) {
		this.registry = registry;
		this.meters = meters;
		this.moody = moody;
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) {
		this.last = turn;
		this.meters.health("part-" + turn % 30, (turn / 30) % 2);
		this.meters.leader("role", turn % 2 == 0);
		this.meters.term("role", turn);
		this.meters.members("week", turn % 50);
		this.moody.set(turn % 2 == 0, turn % 3 == 0);
	}

	@Override
	public int names() {
		return 60;
	}

	@Override
	public void check() {
		// It asks for the health, and does not wait.
		this.registry.scrape();
		this.books.checkLevel("cluster.leader", (this.last % 2 == 0) ? 1 : 0, "role", "role");
		this.books.checkLevel("cluster.term", this.last, "role", "role");
		this.books.checkLevel("cluster.members", this.last % 50, "type", "week");
		this.books.checkLevel("health.status", (this.last / 30) % 2, "component", "part-" + this.last % 30);
		this.books.checkLevel("health.status", (this.last % 2 == 0 && this.last % 3 != 0) ? 1 : 0, "component",
				"moody");
	}

}
