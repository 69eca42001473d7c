package io.sightglass.processor;

import java.util.List;
import java.util.stream.Stream;

import javax.lang.model.element.ExecutableElement;

import org.jspecify.annotations.Nullable;

/**
 * A method of a set and the meter behind it.
 *
 * @param method the method
 * @param kind what stands behind it
 * @param returns what it returns
 * @param annotation what its annotation says
 * @param unit the base unit, or nothing
 * @param tags the tags in the order of the parameters
 * @param amount what is recorded, if a parameter says so
 */
record MeterModel(ExecutableElement method, Kind kind, Returns returns, MeterAnnotation annotation, String unit,
		List<TagModel> tags, @Nullable AmountModel amount) {

	/** The tag that a timing adds. */
	static final String OUTCOME = "outcome";

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

}
