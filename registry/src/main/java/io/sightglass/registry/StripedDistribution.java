package io.sightglass.registry;

import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.scrape.Distribution;
import io.sightglass.registry.internal.scrape.Totals;
import org.jspecify.annotations.Nullable;

/**
 * A timer or a summary that counts in stripes: what scrapes read off those.
 */
interface StripedDistribution extends Distribution, Before.Showing {

	Striped<?> stripes();

	@Override
	default Totals shown() {
		return stripes().shown(this);
	}

	@Override
	default @Nullable Before before() {
		return stripes().before();
	}

	@Override
	default void showFirst(Before before) {
		stripes().showFirst(before);
	}

	@Override
	default void counts(long[] into) {
		stripes().counts(into);
	}

	@Override
	default long recorded() {
		return stripes().count();
	}

	@Override
	default boolean isNative() {
		return stripes() instanceof NativeStripes;
	}

	@Override
	default @Nullable NativeReading natives() {
		return (stripes() instanceof NativeStripes natives) ? natives.reading() : null;
	}

}
