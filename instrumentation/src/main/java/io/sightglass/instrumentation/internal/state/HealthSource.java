package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.sightglass.meters.state.StateMeters;
import io.sightglass.registry.failure.Failures;
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
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * Asks the health indicators that are included, and derives from the answers how
 * composites and groups are; no indicator is asked twice for that.
 */
public final class HealthSource implements StateSource {

	private static final Map<String, Double> VALUES = Map.of(Status.UP.getCode(), 1.0, Status.OUT_OF_SERVICE.getCode(),
			0.25, Status.DOWN.getCode(), 0.0);

	private static final double UNKNOWN = 0.5;

	private final Map<String, Status> answers = new ConcurrentHashMap<>();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final StateMeters state;

	private final Failures failures;

	private final HealthContributorRegistry registry;

	private final ObjectProvider<ReactiveHealthContributorRegistry> reactive;

	private final ObjectProvider<HealthEndpointGroups> groups;

	private final IncludedHealth included;

	private final Duration interval;

	// Also those that are not asked, without which nobody knows how their groups are.
	private volatile Set<String> paths = Set.of();

	public HealthSource(StateMeters state, Failures failures, HealthContributorRegistry registry,
			ObjectProvider<ReactiveHealthContributorRegistry> reactive, ObjectProvider<HealthEndpointGroups> groups,
			List<String> include, Duration interval) {
		this.state = state;
		this.failures = failures;
		this.registry = registry;
		this.reactive = reactive;
		this.groups = groups;
		this.included = new IncludedHealth(include);
		this.interval = interval;
	}

	@Override
	public Collection<Question> questions() {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		collect("", this.registry, indicators);
		ReactiveHealthContributorRegistry reactiveRegistry = this.reactive.getIfAvailable();
		if (reactiveRegistry != null) {
			collect("", reactiveRegistry.asHealthContributors(), indicators);
		}
		this.paths = Set.copyOf(indicators.keySet());
		HealthEndpointGroups all = this.groups.getIfAvailable();
		if (this.warned.compareAndSet(false, true)) {
			this.included.warn(indicators.keySet(), all);
		}
		return indicators.entrySet()
			.stream()
			.filter((entry) -> this.included.includes(entry.getKey(), entry.getValue(), all))
			.map((entry) -> question(entry.getKey(), entry.getValue()))
			.toList();
	}

	private void collect(String parent, HealthContributors contributors, Map<String, HealthIndicator> indicators) {
		for (HealthContributors.Entry entry : contributors) {
			String path = parent + entry.name();
			HealthContributor contributor = entry.contributor();
			if (contributor instanceof HealthIndicator indicator) {
				indicators.put(path, indicator);
			}
			else if (contributor instanceof CompositeHealthContributor composite) {
				collect(path, composite, indicators);
			}
		}
	}

	// What cannot say what it has is down as a whole, and hides no other.
	private void collect(String path, CompositeHealthContributor composite, Map<String, HealthIndicator> indicators) {
		Map<String, HealthIndicator> parts = new LinkedHashMap<>();
		try {
			collect(path + "/", (HealthContributors) composite, parts);
		}
		catch (Throwable ex) {
			threw("The health contributor '" + path + "' threw and counts as down", ex);
			parts.clear();
			parts.put(path, () -> Health.down().build());
		}
		indicators.putAll(parts);
	}

	private Question question(String path, HealthIndicator indicator) {
		return new Question("health " + path, IncludedHealth.isLocal(indicator), this.interval,
				() -> answer(path, ask(path, indicator)), () -> answer(path, Status.UNKNOWN));
	}

	private Status ask(String path, HealthIndicator indicator) {
		try {
			Health health = indicator.health();
			return (health != null) ? health.getStatus() : Status.UNKNOWN;
		}
		catch (Throwable ex) {
			threw("The health indicator '" + path + "' threw and counts as down", ex);
			return Status.DOWN;
		}
	}

	private void threw(String message, Throwable cause) {
		this.failures.record("state." + message, message, cause);
	}

	private void answer(String path, Status status) {
		this.answers.put(path, status);
		HealthEndpointGroups all = this.groups.getIfAvailable();
		if (all == null || !isProbe(all, path)) {
			show(path, status);
		}
		StatusAggregator aggregator = (all != null) ? all.getPrimary().getStatusAggregator()
				: StatusAggregator.getDefault();
		IncludedHealth.withComposites(path)
			.skip(1)
			.forEach((composite) -> this.failures.guard("state",
					() -> show(composite, (other) -> other.startsWith(composite + "/"), aggregator)));
		if (all != null) {
			all.getNames().forEach((name) -> this.failures.guard("state", () -> showGroup(name, all.get(name))));
		}
	}

	// Boot's group "liveness" has the member "livenessState": one of the two is enough
	// while the group has no other.
	private boolean isProbe(HealthEndpointGroups all, String path) {
		HealthEndpointGroup group = path.endsWith("State")
				? all.get(path.substring(0, path.length() - "State".length())) : null;
		return group != null && group.isMember(path) && this.paths.stream()
			.noneMatch((other) -> !other.equals(path) && IncludedHealth.isMember(group, other));
	}

	private void showGroup(String name, @Nullable HealthEndpointGroup group) {
		if (group != null) {
			show(name, (path) -> IncludedHealth.isMember(group, path), group.getStatusAggregator());
		}
	}

	// Of some of its members nobody knows yet how the whole is.
	private void show(String component, Predicate<String> member, StatusAggregator aggregator) {
		List<String> members = this.paths.stream().filter(member).toList();
		Set<Status> known = members.stream()
			.map(this.answers::get)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		if (!members.isEmpty() && members.stream().allMatch(this.answers::containsKey)) {
			show(component, aggregator.getAggregateStatus(known));
		}
	}

	private void show(String component, Status status) {
		this.state.health(component, VALUES.getOrDefault(status.getCode(), UNKNOWN));
	}

}
