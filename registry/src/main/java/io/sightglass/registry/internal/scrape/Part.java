package io.sightglass.registry.internal.scrape;

import java.util.Arrays;
import java.util.function.LongFunction;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sightglass.registry.internal.text.Frame;
import io.sightglass.registry.internal.text.ScrapeFormat;

/**
 * One Prometheus family: a name, its help and type, and the names of its samples. A timer
 * has two, itself and its maximum.
 *
 * @param name the name that families are sorted and chosen by
 * @param help the help as Micrometer hands it over
 * @param max whether it is the maximum of the meters
 * @param type the client library's class for it
 * @param frames what stands around the values, by format
 */
record Part(String name, String help, boolean max, Class<?> type, Frame[] frames) {

	static Part of(Naming naming, boolean max, Child first, Shape shape, ExpositionFormats formats) {
		MetricMetadata metadata = new MetricMetadata(max ? naming.name() + "_max" : naming.name(), naming.help(), null);
		Labels labels = first.set().labels();
		LongFunction<MetricSnapshot> specimen = (created) -> max ? Shape.specimenOfMax(metadata, labels)
				: shape.specimen(metadata, labels, first.steps(), created);
		ScrapeFormat[] all = ScrapeFormat.values();
		Frame[] frames = new Frame[all.length];
		for (ScrapeFormat format : all) {
			frames[format.ordinal()] = Frame.of(format, formats, specimen, first.labels());
		}
		return new Part(metadata.getPrometheusName(), naming.help(), max, specimen.apply(0).getClass(), frames);
	}

	Frame frame(ScrapeFormat format) {
		return this.frames[format.ordinal()];
	}

	/**
	 * Whether it is written when its series began.
	 * @return whether any format says so
	 */
	boolean isDated() {
		return Arrays.stream(this.frames).anyMatch((frame) -> frame.created() != null);
	}

	/**
	 * What a family is called.
	 *
	 * @param name the name by the naming convention
	 * @param help its description
	 */
	record Naming(String name, String help) {
	}

}
