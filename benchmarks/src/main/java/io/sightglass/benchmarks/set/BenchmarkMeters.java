package io.sightglass.benchmarks.set;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;

/**
 * The set that is measured.
 */
@MeterSet("benchmark")
interface BenchmarkMeters {

	@Counted("plain")
	void plain();

	@Counted("enums")
	void enums(Severity severity, Status status);

	@Counted("names")
	void names(@Bounded(100) String channel);

	@Counted("mixed")
	void mixed(Severity severity, @Bounded(100) String channel);

	@Counted("sparse")
	void sparse(@Bounded(1000) String channel, @Bounded(1000) String tenant);

	@Timed("span")
	Timing span(Severity severity);

	/** A small enum. */
	enum Severity {

		LOW, MEDIUM, HIGH, CRITICAL

	}

	/** Another one. */
	enum Status {

		OPEN, RESOLVED, ESCALATED

	}

}
