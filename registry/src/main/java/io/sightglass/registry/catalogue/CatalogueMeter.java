package io.sightglass.registry.catalogue;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * A meter of a family's catalogue. Recording code, docs, dashboards, rules and tests all
 * read the name from here.
 */
public interface CatalogueMeter extends MeterDocumentation {

	/**
	 * What the catalogue knows of this meter, from which the methods of
	 * {@link MeterDocumentation} answer.
	 * @return its name, type, unit, description and tag keys
	 */
	MeterSpec spec();

	@Override
	default String getName() {
		return spec().name();
	}

	@Override
	default Meter.Type getType() {
		return spec().type();
	}

	@Override
	default @Nullable String getBaseUnit() {
		return spec().unit();
	}

	@Override
	default KeyName[] getKeyNames() {
		return spec().keys().stream().map((key) -> (KeyName) () -> key).toArray(KeyName[]::new);
	}

}
