package io.sightglass.instrumentation.internal.state;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.PingHealthIndicator;
import org.springframework.util.PatternMatchUtils;

/**
 * Which health indicators are asked: those that the application names, by their own name,
 * that of a composite or that of a group. Unless it does, Boot's own that do not leave
 * the process.
 */
final class IncludedHealth {

	private static final SafeLog logger = SafeLog.of(IncludedHealth.class);

	// Boot's names of what it knows without leaving the process.
	private static final List<String> LOCAL = List.of("ping", "diskSpace", "livenessState", "readinessState", "ssl");

	private static final String LOCAL_PACKAGE = "org.springframework.boot.health.application.";

	private final List<String> include;

	IncludedHealth(List<String> include) {
		this.include = include;
	}

	boolean includes(String path, HealthIndicator indicator, @Nullable HealthEndpointGroups groups) {
		// The application may have one of its own by the name of one of Boot's.
		boolean allowed = isLocal(indicator) || !this.include.equals(LOCAL);
		return allowed && this.include.stream().anyMatch((pattern) -> names(pattern, path, groups));
	}

	static boolean isLocal(HealthIndicator indicator) {
		return indicator instanceof PingHealthIndicator || indicator.getClass().getName().startsWith(LOCAL_PACKAGE);
	}

	private static boolean names(String pattern, String path, @Nullable HealthEndpointGroups groups) {
		return names(pattern, path) || (groups != null && groups.getNames()
			.stream()
			.filter((name) -> PatternMatchUtils.simpleMatch(pattern, name))
			.map(groups::get)
			.anyMatch((group) -> group != null && isMember(group, path)));
	}

	private static boolean names(String pattern, String path) {
		return withComposites(path).anyMatch((part) -> PatternMatchUtils.simpleMatch(pattern, part));
	}

	static boolean isMember(HealthEndpointGroup group, String path) {
		return withComposites(path).anyMatch(group::isMember);
	}

	/**
	 * A path and those of the composites that it is in.
	 * @param path such as {@code stores/a}
	 * @return such as {@code stores/a} and {@code stores}
	 */
	static Stream<String> withComposites(String path) {
		return Stream.iterate(path, (part) -> !part.isEmpty(),
				(part) -> part.substring(0, Math.max(0, part.lastIndexOf('/'))));
	}

	/**
	 * Warns of names that fit nothing.
	 * @param paths the indicators that there are
	 * @param groups the groups that there are
	 */
	void warn(Collection<String> paths, @Nullable HealthEndpointGroups groups) {
		TreeSet<String> all = new TreeSet<>();
		paths.stream().flatMap(IncludedHealth::withComposites).forEach(all::add);
		if (groups != null) {
			all.addAll(groups.getNames());
		}
		Predicate<String> fits = (pattern) -> all.stream()
			.anyMatch((name) -> PatternMatchUtils.simpleMatch(pattern, name));
		List<String> wrong = this.include.stream()
			.filter((pattern) -> !LOCAL.contains(pattern))
			.filter(fits.negate())
			.toList();
		if (!wrong.isEmpty()) {
			logger.warn("sightglass.health.include has " + String.join(", ", wrong)
					+ ", but there is no such health indicator or group. There are: " + String.join(", ", all));
		}
	}

}
