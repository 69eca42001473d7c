package io.sightglass.meters.pipeline;

import java.util.function.Function;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Handles by a name from outside, a hundred at most: what comes later is one of the name
 * "other".
 *
 * @param <H> the type of the handles
 */
final class NamedHandles<H> {

	private static final int LIMIT = 100;

	private final BoundedValues names;

	private final Handles<String, H> handles;

	NamedHandles(Instruments instruments, PipelineMeter meter, String key, Function<String, ? extends H> maker,
			H none) {
		this.names = new BoundedValues(LIMIT, new OtherValues(instruments, meter, key));
		this.handles = new Handles<>(instruments.failures(), "pipeline", maker, none);
	}

	H get(@Nullable String name) {
		return this.handles.get(this.names.bound(name));
	}

	int size() {
		return this.handles.size();
	}

}
