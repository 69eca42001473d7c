package io.sightglass.registry.internal.text;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * The labels of a series as the client library sorts them.
 *
 * @param labels what the client library made of them
 */
public record LabelSet(Labels labels) {

	public boolean matches(Labels others) {
		if (others.size() != this.labels.size()) {
			return false;
		}
		for (int i = 0; i < others.size(); i++) {
			if (!others.getPrometheusName(i).equals(this.labels.getPrometheusName(i))
					|| !others.getValue(i).equals(this.labels.getValue(i))) {
				return false;
			}
		}
		return true;
	}

}
