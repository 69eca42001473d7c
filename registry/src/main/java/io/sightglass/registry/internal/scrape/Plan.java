package io.sightglass.registry.internal.scrape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Who writes what, until meters come or go.
 *
 * @param version the state of the registry that it was made of
 * @param entries what is written from kept text, by name
 * @param sources the families behind the entries
 * @param candidates families that the client library writes this once, to compare
 * @param client the collectors that the client library writes
 */
record Plan(long version, Map<String, Entry> entries, List<Source> sources, List<Source> candidates,
		@Nullable ResilientPrometheusRegistry client) {

	/**
	 * A Prometheus family in a plan.
	 *
	 * @param part its text
	 * @param view its series
	 * @param source the place of its source in the plan
	 */
	record Entry(Part part, View view, int source) {
	}

	/**
	 * A family in a plan.
	 *
	 * @param collector where its meters are read
	 * @param view its series
	 */
	record Source(SafeMultiCollector collector, View view) {
	}

	/**
	 * Makes a plan.
	 * @param registry all collectors
	 * @param formats the client library's writers
	 * @return the plan
	 */
	static Plan of(ResilientPrometheusRegistry registry, ExpositionFormats formats) {
		long version = registry.version();
		Map<SafeMultiCollector, @Nullable View> all = new LinkedHashMap<>();
		registry.multi().forEach((collector) -> all.put(collector, view(collector, formats)));
		Set<String> clashes = clashes(all.values());
		List<Source> sources = new ArrayList<>();
		List<Source> candidates = new ArrayList<>();
		Map<String, Entry> entries = new TreeMap<>();
		ResilientPrometheusRegistry client = new ResilientPrometheusRegistry(registry.failures());
		all.forEach((collector, view) -> {
			if (view == null || view.parts().stream().anyMatch((part) -> clashes.contains(part.name()))) {
				client.adopt(collector.original(), collector);
			}
			else if (!view.isDated()
					|| !(view.family().isProven() || Proof.ofSample(new Source(collector, view), formats))) {
				client.adopt(collector.original(), collector);
				candidates.add(new Source(collector, view));
			}
			else {
				view.parts().forEach((part) -> entries.put(part.name(), new Entry(part, view, sources.size())));
				sources.add(new Source(collector, view));
			}
		});
		registry.single().forEach((collector) -> client.adopt(collector.original(), collector));
		boolean none = client.single().isEmpty() && client.multi().isEmpty();
		return new Plan(version, entries, sources, candidates, none ? null : client);
	}

	private static @Nullable View view(SafeMultiCollector collector, ExpositionFormats formats) {
		Family family = collector.family();
		View view = (family != null && !family.isLeftToClient()) ? family.view(formats, collector) : null;
		return (view != null && view.shape() != null) ? view : null;
	}

	// Two collectors with families of one name: the client library merges them.
	private static Set<String> clashes(Collection<@Nullable View> all) {
		Set<String> seen = new HashSet<>();
		Set<String> twice = new HashSet<>();
		all.stream().filter(Objects::nonNull).forEach((view) -> view.parts().forEach((part) -> {
			if (!seen.add(part.name())) {
				twice.add(part.name());
			}
		}));
		return twice;
	}

	/**
	 * What the client library writes.
	 * @param names which families to collect
	 * @return the families, sorted
	 */
	MetricSnapshots collect(@Nullable Predicate<String> names) {
		if (this.client == null) {
			return new MetricSnapshots();
		}
		return (names != null) ? this.client.scrape(names) : this.client.scrape();
	}

}
