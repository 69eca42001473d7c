package io.sightglass.meters.state;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.tag.BoundedValues;

/**
 * The gauges of one meter with one tag, each showing what it was set to last.
 */
final class SettableGauges {

	private static final int LIMIT = 200;

	private final BoundedValues names;

	private final Handles<String, Value> values;

	/**
	 * No gauge yet.
	 * @param instruments where they are registered
	 * @param meter which meter they are
	 * @param onLook called when somebody looks at one
	 */
	SettableGauges(Instruments instruments, CatalogueMeter meter, Runnable onLook) {
		this.names = new BoundedValues(LIMIT, new OtherValues(instruments, meter, meter.spec().keys().get(0)));
		this.values = new Handles<>(instruments.failures(), "state", (name) -> {
			Value value = new Value();
			instruments.gauge(meter, value, (state) -> {
				onLook.run();
				return state.last;
			}, name);
			return value;
		}, new Value());
	}

	void set(String name, double value) {
		this.values.get(this.names.bound(name)).last = value;
	}

	private static final class Value {

		private volatile double last = Double.NaN;

	}

}
