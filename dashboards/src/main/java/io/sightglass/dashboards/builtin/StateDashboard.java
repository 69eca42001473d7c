package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.meters.state.StateMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * What runs, how healthy it is, and who leads.
 */
final class StateDashboard {

	private StateDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-state", "Sightglass / State")
			.discover(StateMeter.BUILD)
			.describe("Which build runs where, how healthy each component is, and who leads.")
			.row("Is it well?",
					panel(StateMeter.BUILD).title("Instances", "Instances that are scraped.")
						.query("instances", Metric.of(StateMeter.BUILD).countPer())
						.stat()
						.size(6, 4),
					panel(StateMeter.HEALTH).title("Worst health", "The worst of all components and instances.")
						.minPer()
						.unit(Unit.NONE)
						.stat()
						.size(6, 4)
						.badBelow(0.25, 1)
						.word("0", "DOWN", "red")
						.word("0.25", "OUT OF SERVICE", "orange")
						.word("0.5", "UNKNOWN", "orange")
						.word("1", "UP", "green"),
					panel().title("Builds at once", "More than one outside a rollout: some instances were not updated.")
						.query("builds",
								(scope) -> "count(count by (version, revision) ("
										+ Metric.of(StateMeter.BUILD).series().in(scope) + "))")
						.stat()
						.size(6, 4)
						.badAbove(2, 3),
					panel(StateMeter.CLUSTER_LEADER)
						.title("Roles without one leader",
								"Not 0: an election that does not end (none), or a split brain (two).")
						.query("roles",
								(scope) -> "count((" + Metric.of(StateMeter.CLUSTER_LEADER).sumPer("role").in(scope)
										+ ") != 1) or vector(0)")
						.stat()
						.size(6, 4)
						.badAbove(1, 1))
			.row("Health", panel(StateMeter.HEALTH)
				.title("By component", "The worst over the instances: 1 up, 0.5 unknown, 0.25 out of service, 0 down.")
				.minPer("component")
				.table()
				.unit(Unit.NONE)
				.word("0", "DOWN", "red")
				.word("0.25", "OUT OF SERVICE", "orange")
				.word("0.5", "UNKNOWN", "orange")
				.word("1", "UP", "green")
				.badBelow(0.25, 1),
					panel(StateMeter.HEALTH).title("Over time",
							"A dip that repeats is a check with a timeout that is too short, or a peer that wavers.")
						.minPer("component")
						.max(1)
						.unit(Unit.NONE)
						.size(16, 8))
			.row("Builds and cluster",
					panel(StateMeter.BUILD).title("Instances by build", "How far a rollout is.")
						.query("{{version}} {{revision}}", Metric.of(StateMeter.BUILD).sumPer("version", "revision"))
						.stacked(),
					panel(StateMeter.CLUSTER_LEADER)
						.title("Leaders by role",
								"Exactly one is well. None: nobody does the role's work. Two: it is done twice.")
						.sumPer("role"),
					panel(StateMeter.CLUSTER_TERM)
						.title("Term by role",
								"Steps are elections. Many of them: leaders are lost, or cannot renew in time.")
						.maxPer("role"),
					panel(StateMeter.CLUSTER_MEMBERS)
						.title("Members by type",
								"The smallest view of any instance. Instances that see less are cut off.")
						.minPer("type")
						.size(12, 7),
					panel(StateMeter.CLUSTER_LEADER).title("Who leads", "1 leads, 0 follows.")
						.maxPer("role", "instance")
						.table()
						.unit(Unit.NONE)
						.word("1", "LEADS", "green")
						.word("0", "FOLLOWS", "text")
						.size(12, 7));
	}

}
