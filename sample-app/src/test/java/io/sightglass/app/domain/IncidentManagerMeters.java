package io.sightglass.app.domain;

import java.time.Duration;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Stopwatch;
import io.sightglass.meters.set.TagKey;

/**
 * Every metric of LLM Incident Manager that is not a family of Sightglass.
 */
@MeterSet(value = "incident-manager", prefix = "llm_incident_manager")
interface IncidentManagerMeters {

	@Counted("incidents")
	void incident(Severity severity, Status status);

	@Gauged("incidents.active")
	GaugeLevel active(Severity severity);

	@Timed(value = "incident.processing.duration", histogram = true)
	Timing processing(Severity severity);

	@Counted("incidents.deduplicated")
	void deduplicated();

	@Counted("incidents.correlated")
	void correlated();

	@Counted("incidents.escalated")
	void escalated(EscalationLevel level);

	@Counted("notifications")
	void notified(@Bounded(20) String channel, Status status);

	@Timed(value = "notification.duration", histogram = true)
	void delivered(@Bounded(20) String channel, Duration took);

	@Gauged("notification.queue.size")
	void queued(int waiting);

	@Counted("playbook.executions")
	void played(@Bounded(100) String playbook, Status status);

	@Timed(value = "playbook.execution.duration", histogram = true)
	Stopwatch playing(@Bounded(100) String playbook);

	@Gauged("playbook.executions.active")
	GaugeLevel playbooksRunning();

	@Counted("storage.operations")
	void stored(@Bounded(20) String operation, @Bounded(10) String backend);

	@Timed(value = "storage.operation.duration", histogram = true)
	Stopwatch storing(@Bounded(20) String operation, @Bounded(10) String backend);

	@Gauged("storage.size")
	void storageSize(@Bounded(10) String backend, @Amount(unit = "bytes") long size);

	@Counted("errors")
	void failed(@Bounded(50) String component, @TagKey("type") @Bounded(50) String errorType);

	@Gauged(value = "build.info")
	void build(@Bounded(1) String version, @Bounded(1) String commit, @Bounded(1) String timestamp, int one);

	@Gauged(value = "uptime", unit = "seconds")
	GaugeLevel uptime();

	/** How an escalation is numbered. */
	enum EscalationLevel {

		L1, L2, L3;

		String tag() {
			return name();
		}

	}

	/** How bad it is. */
	enum Severity {

		LOW, MEDIUM, HIGH, CRITICAL

	}

	/** Where it stands. */
	enum Status {

		OPEN, RESOLVED, SUCCESS, FAILED

	}

}
