package io.sightglass.registry.internal.text;

import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * The names of labels, which most series of a family share.
 */
public final class LabelNames implements Comparable<LabelNames> {

	public static final LabelNames NONE = new LabelNames(List.of());

	private final List<String> keys;

	private String[] sorted = {};

	private LabelNames(List<String> keys) {
		this.keys = keys;
	}

	/**
	 * The names of a meter's labels.
	 * @param meter the meter
	 * @param convention the naming convention of this moment; it is not asked at a scrape
	 * @param known names that are kept already
	 * @return those that are known if they are the same
	 */
	public static LabelNames of(Meter meter, NamingConvention convention, LabelNames known) {
		List<String> keys = meter.getId().getConventionTags(convention).stream().map(Tag::getKey).toList();
		return keys.equals(known.keys) ? known : new LabelNames(keys);
	}

	/**
	 * The labels of a meter.
	 * @param meter the meter
	 * @return names and values, sorted
	 */
	public Labels with(Meter meter) {
		Labels labels = Labels.of(this.keys, meter.getId().getTags().stream().map(Tag::getValue).toList());
		if (this.sorted.length != labels.size()) {
			String[] names = new String[labels.size()];
			Arrays.setAll(names, labels::getPrometheusName);
			this.sorted = names;
		}
		return labels;
	}

	@Override
	public int compareTo(LabelNames other) {
		return (this != other) ? Arrays.compare(this.sorted, other.sorted) : 0;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof LabelNames names && compareTo(names) == 0;
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.sorted);
	}

}
