package io.sightglass.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.sightglass.registry.Instruments;
import io.sightglass.registry.Folds;
import io.sightglass.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Handles by name: each made once, at most a hundred of them, and a silent one where
 * making fails.
 *
 * @param <H> the type of the handles
 */
final class Handles<H> {

	private static final int LIMIT = 100;

	private final Map<String, H> made = new ConcurrentHashMap<>();

	private final BoundedValues names;

	private final Instruments instruments;

	private final Function<String, H> maker;

	private final H none;

	Handles(Instruments instruments, PipelineMeter meter, String key, Function<String, H> maker, H none) {
		this.instruments = instruments;
		this.maker = maker;
		this.none = none;
		this.names = new BoundedValues(LIMIT, new Folds(instruments, meter, key));
	}

	H get(@Nullable String name) {
		String bounded = this.names.bound(name);
		H handle = this.made.get(bounded);
		return (handle != null) ? handle : this.made.computeIfAbsent(bounded, this::make);
	}

	int size() {
		return this.made.size();
	}

	private H make(String name) {
		try {
			return this.maker.apply(name);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record("pipeline", ex);
			return this.none;
		}
	}

}
