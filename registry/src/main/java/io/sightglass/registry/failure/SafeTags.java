package io.sightglass.registry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.ImmutableTag;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out tags of the application's own class that throw when they are read: the first
 * filter of a registry, so that the others may read them.
 */
public final class SafeTags implements MeterFilter {

	private final Failures failures;

	/**
	 * A filter for one registry.
	 * @param failures counts and logs the tags that throw
	 */
	public SafeTags(Failures failures) {
		this.failures = failures;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			if (!(tag instanceof ImmutableTag)) {
				return sound(id);
			}
		}
		return id;
	}

	private Meter.Id sound(Meter.Id id) {
		List<Tag> sound = new ArrayList<>();
		for (Tag tag : id.getTagsAsIterable()) {
			Tag read = read(id, Objects.requireNonNull(tag, "tag"));
			if (read != null) {
				sound.add(read);
			}
		}
		return id.replaceTags(sound);
	}

	// Once, for all who read it after this.
	private @Nullable Tag read(Meter.Id id, Tag tag) {
		Throwable cause;
		try {
			String key = tag.getKey();
			String value = tag.getValue();
			if (key != null && value != null) {
				return Tag.of(key, value);
			}
			cause = new NullPointerException("The tag answered with null");
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			cause = ex;
		}
		this.failures.record(tag.getClass(), "A tag of " + tag.getClass().getName() + " failed for the meter '"
				+ id.getName() + "', which is there without it", cause);
		return null;
	}

}
