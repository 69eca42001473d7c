package io.sightglass.processor;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.lang.model.element.ExecutableElement;

import org.jspecify.annotations.Nullable;

/**
 * A method of a set and the meter behind it.
 *
 * @param member the method
 * @param kind what stands behind it
 * @param returns what it returns
 * @param annotation what its annotation says
 * @param unit the base unit, or nothing
 * @param tags the tags in the order of the parameters
 * @param amount what is recorded, if a parameter says so
 */
record MeterModel(MemberMethod member, Kind kind, Returns returns, MeterAnnotation annotation, String unit,
		List<TagModel> tags, @Nullable AmountModel amount) {

	/** The tag that a timing adds. */
	static final String OUTCOME = "outcome";

	ExecutableElement method() {
		return this.member.element();
	}

	String declaredIn() {
		return String.valueOf(method().getEnclosingElement());
	}

	String name() {
		return this.annotation.name();
	}

	List<String> keys() {
		Stream<String> keys = this.tags.stream().map(TagModel::key);
		return ((this.returns == Returns.TIMING) ? Stream.concat(keys, Stream.of(OUTCOME)) : keys).toList();
	}

	List<String> fixedKeys() {
		List<String> extra = this.annotation.extraTags();
		return Stream.iterate(0, (i) -> i + 1 < extra.size(), (i) -> i + 2).map(extra::get).toList();
	}

	/**
	 * What Prometheus compares between two meters of one name.
	 * @return the labels, in no order of their own
	 */
	Set<String> labels() {
		return Stream.concat(keys().stream(), fixedKeys().stream())
			.map(PrometheusNames::normal)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Whether two methods of one signature say the same.
	 * @param other another method
	 * @return whether one meter stands behind both
	 */
	boolean saysTheSameAs(MeterModel other) {
		return this.annotation.described("").equals(other.annotation.described("")) && this.returns == other.returns
				&& this.unit.equals(other.unit) && keys().equals(other.keys()) && limits().equals(other.limits());
	}

	private List<Integer> limits() {
		return this.tags.stream().map(TagModel::limit).toList();
	}

}
