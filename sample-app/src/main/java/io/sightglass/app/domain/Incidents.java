package io.sightglass.app.domain;

import io.sightglass.app.domain.IncidentMeters.Severity;
import io.sightglass.app.domain.IncidentMeters.Status;
import io.sightglass.meters.set.Held;
import io.sightglass.meters.set.Timing;

import org.springframework.stereotype.Service;

/**
 * Deals with what goes wrong.
 */
@Service
class Incidents {

	private final IncidentMeters meters;

	private final Notifications notifications;

	Incidents(IncidentMeters meters, Notifications notifications) {
		this.meters = meters;
		this.notifications = notifications;
	}

	void handle(Severity severity) {
		this.meters.incident(severity, Status.OPENED);
		try (Held active = this.meters.active(severity).hold(); Timing timing = this.meters.processing(severity)) {
			if (severity == Severity.CRITICAL) {
				this.meters.incident(severity, Status.ESCALATED);
				this.notifications.send(NotificationMeters.Channel.PAGER, "It burns");
				return;
			}
			timing.done();
		}
		this.meters.incident(severity, Status.RESOLVED);
	}

}
