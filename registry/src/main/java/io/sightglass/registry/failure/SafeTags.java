package io.sightglass.registry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.ImmutableTag;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.registry.internal.log.Printable;

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
		int all = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			all++;
			// Without a tag at all there is no meter in Micrometer either.
			if (isSound(id, Objects.requireNonNull(tag, "tag"))) {
				sound.add(tag);
			}
		}
		return (sound.size() == all) ? id : id.replaceTags(sound);
	}

	private boolean isSound(Meter.Id id, Tag tag) {
		Throwable cause;
		try {
			if (tag.getKey() != null && tag.getValue() != null) {
				return true;
			}
			cause = new NullPointerException("The tag answered with null");
		}
		catch (Throwable ex) {
			cause = ex;
		}
		Class<?> type = tag.getClass();
		this.failures.blame(type, "A tag of " + type.getName() + " failed for the meter '"
				+ Printable.value(id.getName()) + "', which is there without it", cause);
		return false;
	}

}
