package io.sightglass.app.domain;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Stopwatch;

/**
 * Every metric of AllSource's control plane.
 */
@MeterSet(value = "control-plane", prefix = "control_plane")
interface ControlPlaneMeters {

	@Counted("http.requests")
	void request(@Bounded(10) String method, @Bounded(100) String path, @Bounded(60) String status);

	@Timed(value = "http.request.duration", histogram = true)
	Stopwatch requesting(@Bounded(10) String method, @Bounded(100) String path);

	@Gauged("http.requests.in.flight")
	GaugeLevel requestsInFlight();

	@Counted("core.health.checks")
	void coreChecked(Status status);

	@Timed(value = "core.health.check.duration", histogram = true)
	Stopwatch checkingCore();

	@Counted("snapshot.operations")
	void snapshot();

	@Counted("replay.operations")
	void replay();

	@Gauged(value = "uptime", unit = "seconds")
	GaugeLevel uptime();

	/** How a check ended. */
	enum Status {

		SUCCESS, FAILURE

	}

}
