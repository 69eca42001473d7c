package io.sightglass.registry.limit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * An id that a limiter has made of another one, whose values were asked about before. One
 * that had "other" from the start looks the same.
 */
final class OtherId extends Meter.Id {

	OtherId(Meter.Id id, Iterable<Tag> tags) {
		super(id.getName(), Tags.of(tags), id.getBaseUnit(), id.getDescription(), id.getType());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other);
	}

	@Override
	public int hashCode() {
		return super.hashCode();
	}

}
