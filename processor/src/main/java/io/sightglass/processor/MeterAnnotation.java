package io.sightglass.processor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.lang.model.element.ExecutableElement;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.Summed;

/**
 * What the annotation of a method says, whichever it is.
 *
 * @param kind what it asks for
 * @param name the meter's name
 * @param description what it means
 * @param unit the base unit, or nothing
 * @param extraTags keys and values in turn
 * @param histogram whether there are buckets
 * @param percentiles what the application computes
 * @param objectives bounds of buckets
 */
record MeterAnnotation(Kind kind, String name, String description, String unit, List<String> extraTags,
		boolean histogram, List<Double> percentiles, List<Double> objectives) {

	// Micrometer's default, which in a set would be everybody's name.
	private static final String UNNAMED_COUNTER = "method.counted";

	static List<MeterAnnotation> of(ExecutableElement method) {
		return Arrays.stream(new MeterAnnotation[] { counted(method), timed(method), gauged(method), summed(method) })
			.filter((annotation) -> annotation != ABSENT)
			.toList();
	}

	private static final MeterAnnotation ABSENT = plain(Kind.COUNTER, "", "", "");

	MeterAnnotation described(String description) {
		return new MeterAnnotation(this.kind, this.name, description, this.unit, this.extraTags, this.histogram,
				this.percentiles, this.objectives);
	}

	/**
	 * Whether another annotation asks for the same percentiles and buckets.
	 * @param other another annotation
	 * @return whether one meter can serve both
	 */
	boolean showsAs(MeterAnnotation other) {
		return this.histogram == other.histogram && this.percentiles.equals(other.percentiles)
				&& this.objectives.equals(other.objectives);
	}

	private static MeterAnnotation counted(ExecutableElement method) {
		Counted counted = method.getAnnotation(Counted.class);
		if (counted == null) {
			return ABSENT;
		}
		String name = counted.value().equals(UNNAMED_COUNTER) ? "" : counted.value();
		return plain(Kind.COUNTER, name, counted.description(), "", counted.extraTags());
	}

	private static MeterAnnotation timed(ExecutableElement method) {
		Timed timed = method.getAnnotation(Timed.class);
		return (timed == null) ? ABSENT
				: new MeterAnnotation(Kind.TIMER, timed.value(), timed.description(), "", List.of(timed.extraTags()),
						timed.histogram(), doubles(timed.percentiles()), doubles(timed.serviceLevelObjectives()));
	}

	private static MeterAnnotation gauged(ExecutableElement method) {
		Gauged gauged = method.getAnnotation(Gauged.class);
		return (gauged == null) ? ABSENT : plain(Kind.GAUGE, Objects.requireNonNull(gauged.value()),
				gauged.description(), gauged.unit(), gauged.extraTags());
	}

	private static MeterAnnotation summed(ExecutableElement method) {
		Summed summed = method.getAnnotation(Summed.class);
		return (summed == null) ? ABSENT
				: new MeterAnnotation(Kind.SUMMARY, Objects.requireNonNull(summed.value()), summed.description(), "",
						List.of(summed.extraTags()), summed.histogram(), doubles(summed.percentiles()),
						doubles(summed.serviceLevelObjectives()));
	}

	private static MeterAnnotation plain(Kind kind, String name, String description, String unit, String... extraTags) {
		return new MeterAnnotation(kind, name, description, unit, List.of(extraTags), false, List.of(), List.of());
	}

	private static List<Double> doubles(double... values) {
		return Arrays.stream(values).boxed().toList();
	}

}
