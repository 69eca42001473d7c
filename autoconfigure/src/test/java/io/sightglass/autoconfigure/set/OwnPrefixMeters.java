package io.sightglass.autoconfigure.set;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.MeterSet;

@MeterSet(value = "own-prefix", prefix = "control_plane")
interface OwnPrefixMeters {

	@Counted("replay.operations")
	void replay();

}
