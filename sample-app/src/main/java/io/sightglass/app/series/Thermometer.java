package io.sightglass.app.series;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * A thermometer with a loose wire: one reading in three fails. Its gauge is then NaN, and
 * the failure is counted: <pre>
 * sightglass_failures_total{family="warehouse"} 14.0
 * </pre>
 */
@Component
class Thermometer {

	private static final int LOOSE = 3;

	private static final double USUAL = 18.5;

	private final AtomicInteger readings = new AtomicInteger();

	Thermometer(WarehouseMeters meters) {
		meters.temperature().track(this::read);
	}

	private double read() {
		if (this.readings.incrementAndGet() % LOOSE == 0) {
			throw new LooseWireException();
		}
		return USUAL;
	}

	// Expected, so without a stack trace in the demo's log.
	private static final class LooseWireException extends RuntimeException {

		LooseWireException() {
			super("The thermometer does not answer", null, false, false);
		}

	}

}
