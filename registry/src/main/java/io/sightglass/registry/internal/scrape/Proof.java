package io.sightglass.registry.internal.scrape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Meter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.sightglass.registry.internal.scrape.Comparison.Result;
import io.sightglass.registry.internal.scrape.Plan.Source;
import io.sightglass.registry.internal.text.Steps;
import org.jspecify.annotations.Nullable;

/**
 * Compares a family as it would be written with what the client library has collected:
 * another version of Micrometer may put meters together in another way, or with other
 * values.
 */
final class Proof {

	private static final int LARGE = 1000;

	private static final int SAMPLE = 200;

	private final Map<String, List<MetricSnapshot>> byName = new HashMap<>();

	private final Comparison comparison;

	/**
	 * A comparison with what was collected.
	 * @param collected all families that the client library has
	 * @param formats the client library's writers
	 */
	Proof(MetricSnapshots collected, ExpositionFormats formats) {
		this.comparison = new Comparison(formats);
		for (MetricSnapshot snapshot : collected) {
			this.byName.computeIfAbsent(snapshot.getMetadata().getPrometheusName(), (name) -> new ArrayList<>())
				.add(snapshot);
		}
	}

	/**
	 * Compares some of a large family: all of it would take some KB a series, of each
	 * scrape that is the first.
	 * @param family the family
	 * @param formats the client library's writers
	 * @return whether that was possible, and they agree
	 */
	static boolean ofSample(Source family, ExpositionFormats formats) {
		try {
			Source sample = family.view().isDated() ? sample(family) : null;
			if (sample == null) {
				return false;
			}
			Proof proof = new Proof(sample.collector().collect(), formats);
			boolean same = proof.covers(sample.view()) && proof.holds(sample.view())
					&& proof.values(sample.collector(), sample.view()) == Result.SAME;
			if (same) {
				family.view().family().prove(family.view(), family.view());
			}
			return same;
		}
		catch (Throwable ex) {
			// All of it is compared, and says what is wrong.
			return false;
		}
	}

	private static @Nullable Source sample(Source all) {
		Child[] children = all.view().children();
		if (children.length < LARGE) {
			return null;
		}
		Child[] some = IntStream.range(0, SAMPLE)
			.mapToObj((i) -> children[(int) ((long) i * (children.length - 1) / (SAMPLE - 1))])
			.toArray(Child[]::new);
		Set<Meter.Id> ids = new HashSet<>();
		for (Child child : some) {
			Meter meter = child.meter();
			if (meter != null) {
				ids.add(meter.getId());
			}
		}
		SafeMultiCollector collector = all.collector().sample(ids);
		View view = all.view();
		return (collector != null)
				? new Source(collector, new View(view.family(), some, view.shape(), view.parts(), null)) : null;
	}

	/**
	 * Whether a family can be compared: it was asked for, and did not fail.
	 * @param view the family
	 * @return whether all of it was collected
	 */
	boolean covers(View view) {
		return view.parts().stream().allMatch((part) -> collected(part).size() == 1);
	}

	/**
	 * Whether the same series would be written in the same order.
	 * @param view a family that is covered
	 * @return whether they agree
	 */
	boolean holds(View view) {
		return view.parts().stream().allMatch((part) -> holds(view, part, collected(part).get(0)));
	}

	/**
	 * Whether the same values would be written.
	 * @param collector where its meters are read
	 * @param view a family whose series agree
	 * @return what came of the comparison, now or before
	 */
	Result values(SafeMultiCollector collector, View view) {
		return view.family().isProven() ? Result.SAME : this.comparison.of(new Source(collector, view),
				view.parts().stream().map((part) -> collected(part).get(0)).toList());
	}

	/**
	 * The family with what only the client library knows: when the series began that do
	 * not say so themselves.
	 * @param view a family whose series agree
	 * @return the same if there is nothing to learn
	 */
	View dated(View view) {
		return view.isDated() ? view
				: view.dated(collected(view.parts().get(0)).get(0)
					.getDataPoints()
					.stream()
					.mapToLong(DataPointSnapshot::getCreatedTimestampMillis)
					.toArray());
	}

	private List<MetricSnapshot> collected(Part part) {
		return this.byName.getOrDefault(part.name(), List.of());
	}

	private static boolean holds(View view, Part part, MetricSnapshot collected) {
		List<? extends DataPointSnapshot> points = collected.getDataPoints();
		if (collected.getClass() != part.type() || points.size() != view.children().length
				|| !part.help().equals(collected.getMetadata().getHelp()) || collected.getMetadata().hasUnit()
				|| (collected instanceof HistogramSnapshot histogram && histogram.isGaugeHistogram())) {
			return false;
		}
		for (int i = 0; i < points.size(); i++) {
			Child child = view.children()[i];
			if (!child.set().matches(points.get(i).getLabels()) || points.get(i).hasScrapeTimestamp()
					|| !sameSteps(child.steps(), points.get(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean sameSteps(Steps steps, DataPointSnapshot point) {
		if (point instanceof HistogramDataPointSnapshot histogram) {
			boolean same = histogram.getClassicBuckets().size() == steps.size() && !histogram.hasNativeHistogramData();
			for (int i = 0; same && i < steps.size(); i++) {
				same = histogram.getClassicBuckets().getUpperBound(i) == steps.value(i);
			}
			return same;
		}
		if (point instanceof SummaryDataPointSnapshot summary) {
			boolean same = summary.getQuantiles().size() == steps.size();
			for (int i = 0; same && i < steps.size(); i++) {
				same = summary.getQuantiles().get(i).getQuantile() == steps.value(i);
			}
			return same;
		}
		return true;
	}

}
