package io.sightglass.registry.internal.scrape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DuplicateLabelsException;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Families of one name from several collectors, such as a gauge that is called what a
 * timer's maximum is called. Where a series is in two of them, the client library writes
 * nothing at all; here the first one is shown.
 */
final class Twins {

	private Twins() {
	}

	/**
	 * Leaves out families that repeat a series of another.
	 * @param all families in the order of their names
	 * @param failures counts what is left out
	 * @return the same, if there are none
	 */
	static MetricSnapshots without(MetricSnapshots all, Consumer<Throwable> failures) {
		List<MetricSnapshot> left = new ArrayList<>();
		int begin = 0;
		while (begin < all.size()) {
			int end = begin + 1;
			while (end < all.size() && name(all.get(end)).equals(name(all.get(begin)))) {
				end++;
			}
			if (end - begin > 1) {
				left.addAll(repeated(all.stream().toList().subList(begin, end), failures));
			}
			begin = end;
		}
		return left.isEmpty() ? all : new MetricSnapshots(all.stream().filter((one) -> !isIn(left, one)).toList());
	}

	private static List<MetricSnapshot> repeated(List<MetricSnapshot> sameName, Consumer<Throwable> failures) {
		List<MetricSnapshot> repeated = new ArrayList<>();
		Set<Labels> seen = new HashSet<>();
		for (MetricSnapshot one : sameName) {
			List<Labels> series = one.getDataPoints().stream().map(DataPointSnapshot::getLabels).toList();
			Optional<Labels> twice = series.stream().filter(seen::contains).findFirst();
			if (twice.isPresent()) {
				repeated.add(one);
				failures.accept(new DuplicateLabelsException(one.getMetadata(), twice.get()));
			}
			else {
				seen.addAll(series);
			}
		}
		return repeated;
	}

	private static boolean isIn(List<MetricSnapshot> some, MetricSnapshot one) {
		return some.stream().anyMatch((each) -> each == one);
	}

	private static String name(MetricSnapshot snapshot) {
		return snapshot.getMetadata().getPrometheusName();
	}

}
