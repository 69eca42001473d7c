package io.sightglass.instrumentation.internal.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.sightglass.meters.state.StateMeters;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.PingHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * Asks each health indicator, and derives from the answers how composites and groups are;
 * no indicator is asked twice for that.
 */
public final class HealthSource implements StateSource {

	private static final Map<String, Double> VALUES = Map.of(Status.UP.getCode(), 1.0, Status.OUT_OF_SERVICE.getCode(),
			0.25, Status.DOWN.getCode(), 0.0);

	private static final double UNKNOWN = 0.5;

	// Boot's own: whether it is alive, ready, has room on the disk.
	private static final String IN_MEMORY = "org.springframework.boot.health.application.";

	private final Map<String, Status> answers = new ConcurrentHashMap<>();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private final StateMeters state;

	private final HealthContributorRegistry registry;

	private final ObjectProvider<ReactiveHealthContributorRegistry> reactive;

	private final ObjectProvider<HealthEndpointGroups> groups;

	public HealthSource(StateMeters state, HealthContributorRegistry registry,
			ObjectProvider<ReactiveHealthContributorRegistry> reactive, ObjectProvider<HealthEndpointGroups> groups) {
		this.state = state;
		this.registry = registry;
		this.reactive = reactive;
		this.groups = groups;
	}

	@Override
	public Collection<Question> questions() {
		List<Question> questions = new ArrayList<>();
		collect("", this.registry, questions);
		ReactiveHealthContributorRegistry reactiveRegistry = this.reactive.getIfAvailable();
		if (reactiveRegistry != null) {
			collect("", reactiveRegistry.asHealthContributors(), questions);
		}
		return questions;
	}

	private void collect(String parent, HealthContributors contributors, List<Question> questions) {
		for (HealthContributors.Entry entry : contributors) {
			String path = parent + entry.name();
			HealthContributor contributor = entry.contributor();
			if (contributor instanceof HealthIndicator indicator) {
				this.asked.add(path);
				questions.add(new Question("health " + path, isInMemory(indicator), () -> answer(path, ask(indicator)),
						() -> answer(path, Status.UNKNOWN)));
			}
			else if (contributor instanceof CompositeHealthContributor composite) {
				collect(path + "/", composite, questions);
			}
		}
	}

	// A database or a mail server is first asked by a scrape: who never looks opens no
	// connection, and reads no warning of one.
	private static boolean isInMemory(HealthIndicator indicator) {
		return indicator instanceof PingHealthIndicator || indicator.getClass().getName().startsWith(IN_MEMORY);
	}

	private static Status ask(HealthIndicator indicator) {
		try {
			Health health = indicator.health();
			return (health != null) ? health.getStatus() : Status.UNKNOWN;
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			return Status.DOWN;
		}
	}

	private boolean answer(String path, Status status) {
		this.answers.put(path, status);
		HealthEndpointGroups all = this.groups.getIfAvailable();
		if (all == null || !isProbe(all, path)) {
			show(path, status);
		}
		StatusAggregator aggregator = (all != null) ? all.getPrimary().getStatusAggregator()
				: StatusAggregator.getDefault();
		for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
			String composite = path.substring(0, slash);
			if (isAnswered((other) -> other.startsWith(composite + "/"))) {
				show(composite, aggregator.getAggregateStatus(answersBelow(composite + "/")));
			}
		}
		if (all != null) {
			all.getNames().forEach((name) -> showGroup(name, all.get(name)));
		}
		return !status.equals(Status.DOWN);
	}

	// Boot's group "liveness" has the member "livenessState": one of the two is enough
	// while the group has no other.
	private boolean isProbe(HealthEndpointGroups all, String path) {
		HealthEndpointGroup group = path.endsWith("State")
				? all.get(path.substring(0, path.length() - "State".length())) : null;
		return group != null && group.isMember(path)
				&& this.answers.keySet().stream().noneMatch((other) -> !other.equals(path) && group.isMember(other));
	}

	private void showGroup(String name, @Nullable HealthEndpointGroup group) {
		// Of some of its members nobody knows yet how the group is.
		if (group == null || !isAnswered((path) -> isMember(group, path))) {
			return;
		}
		Set<Status> members = this.answers.entrySet()
			.stream()
			.filter((answer) -> isMember(group, answer.getKey()))
			.map(Map.Entry::getValue)
			.collect(Collectors.toSet());
		if (!members.isEmpty()) {
			show(name, group.getStatusAggregator().getAggregateStatus(members));
		}
	}

	private boolean isAnswered(Predicate<String> members) {
		return this.asked.stream().filter(members).allMatch(this.answers::containsKey);
	}

	private Set<Status> answersBelow(String prefix) {
		return this.answers.entrySet()
			.stream()
			.filter((answer) -> answer.getKey().startsWith(prefix))
			.map(Map.Entry::getValue)
			.collect(Collectors.toSet());
	}

	private static boolean isMember(HealthEndpointGroup group, String path) {
		int slash = path.indexOf('/');
		return group.isMember(path) || (slash > 0 && group.isMember(path.substring(0, slash)));
	}

	private void show(String component, Status status) {
		this.state.health(component, VALUES.getOrDefault(status.getCode(), UNKNOWN));
	}

}
