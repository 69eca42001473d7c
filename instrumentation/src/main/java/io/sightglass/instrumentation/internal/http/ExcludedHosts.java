package io.sightglass.instrumentation.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import org.jspecify.annotations.Nullable;

/**
 * Hosts, and domains as "*.example.com", to which requests have no metrics.
 */
public final class ExcludedHosts {

	private static final String PROPERTY = "sightglass.http.client.exclude-hosts";

	private static final String ANYTHING = "*";

	private final Set<String> hosts;

	private final List<String> domains;

	public ExcludedHosts(List<String> patterns) {
		List<String> checked = patterns.stream().map(ExcludedHosts::check).toList();
		this.hosts = checked.stream().filter((each) -> !each.startsWith(ANYTHING)).collect(Collectors.toSet());
		this.domains = checked.stream()
			.filter((each) -> each.startsWith(ANYTHING))
			.map((each) -> each.substring(1))
			.toList();
	}

	private static String check(String pattern) {
		String host = pattern.strip().toLowerCase(Locale.ROOT);
		String name = host.startsWith("*.") ? host.substring(2) : host;
		if (name.isEmpty() || name.chars().anyMatch((each) -> "*/ :@?#".indexOf(each) >= 0)) {
			throw WrongProperty.of(PROPERTY, pattern,
					"a host is a name such as auth.example.com, or *.example.com, without scheme, port and path");
		}
		return host;
	}

	boolean isEmpty() {
		return this.hosts.isEmpty() && this.domains.isEmpty();
	}

	boolean contains(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String name = host.toLowerCase(Locale.ROOT);
		return this.hosts.contains(name) || this.domains.stream().anyMatch(name::endsWith);
	}

}
