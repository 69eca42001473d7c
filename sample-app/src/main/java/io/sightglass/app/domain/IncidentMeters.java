package io.sightglass.app.domain;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;

/**
 * What goes wrong in the shop.
 */
@MeterSet("incidents")
interface IncidentMeters {

	/** Incidents by severity and where they stand. */
	@Counted("incidents")
	void incident(Severity severity, Status status);

	/** Time to deal with an incident. */
	@Timed("incident.processing.duration")
	Timing processing(Severity severity);

	/** Incidents that nobody has dealt with yet. */
	@Gauged("incidents.active")
	GaugeLevel active(Severity severity);

	/** How bad it is. */
	enum Severity {

		LOW, HIGH, CRITICAL

	}

	/** Where it stands. */
	enum Status {

		OPENED, RESOLVED, ESCALATED

	}

}
