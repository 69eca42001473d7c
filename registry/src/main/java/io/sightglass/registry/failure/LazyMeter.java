package io.sightglass.registry.failure;

import java.util.Objects;
import java.util.function.Supplier;

import io.sightglass.registry.catalogue.CatalogueMeter;
import org.jspecify.annotations.Nullable;

/**
 * A meter that is registered when it is first needed, so that an application shows
 * nothing of what it does not have.
 *
 * @param <M> the type of the meter
 */
public final class LazyMeter<M> {

	private final Failures failures;

	private final CatalogueMeter name;

	private final Supplier<M> maker;

	private volatile @Nullable M meter;

	/**
	 * A meter that is not there yet.
	 * @param failures counts a failure to register it
	 * @param name which meter it is
	 * @param maker registers it
	 */
	public LazyMeter(Failures failures, CatalogueMeter name, Supplier<M> maker) {
		this.failures = Objects.requireNonNull(failures, "failures");
		this.name = Objects.requireNonNull(name, "name");
		this.maker = Objects.requireNonNull(maker, "maker");
	}

	/**
	 * The meter, which is there from now on.
	 * @return nothing if it cannot be registered
	 */
	public @Nullable M get() {
		M known = this.meter;
		if (known == null) {
			this.failures.guard(this.name.getName(), this::make);
			known = this.meter;
		}
		return known;
	}

	private synchronized void make() {
		if (this.meter == null) {
			this.meter = this.maker.get();
		}
	}

}
