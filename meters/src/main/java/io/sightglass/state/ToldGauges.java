package io.sightglass.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.catalogue.CatalogueMeter;
import io.sightglass.registry.Instruments;
import io.sightglass.registry.Folds;
import io.sightglass.tag.BoundedValues;

/**
 * The gauges of one meter with one tag, each showing what it was told last.
 */
final class ToldGauges {

	private static final int LIMIT = 200;

	private final Map<String, Told> gauges = new ConcurrentHashMap<>();

	private final Instruments instruments;

	private final CatalogueMeter meter;

	private final BoundedValues names;

	private final Runnable looked;

	ToldGauges(Instruments instruments, CatalogueMeter meter, Runnable looked) {
		this.looked = looked;
		this.instruments = instruments;
		this.meter = meter;
		this.names = new BoundedValues(LIMIT, new Folds(instruments, meter, meter.spec().keys().get(0)));
	}

	void tell(String name, double value) {
		try {
			this.gauges.computeIfAbsent(this.names.bound(name), this::register).value = value;
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record("state", ex);
		}
	}

	private Told register(String name) {
		Told told = new Told();
		this.instruments.gauge(this.meter, told, (state) -> look(state), name);
		return told;
	}

	private double look(Told told) {
		this.looked.run();
		return told.value;
	}

	private static final class Told {

		private volatile double value = Double.NaN;

	}

}
