package io.sightglass.app.domain;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Summed;

/**
 * Every metric of Conveyor's router.
 */
@MeterSet(value = "conveyor", prefix = "conveyor_router")
interface ConveyorMeters {

	@Counted("records.received")
	void received(@Bounded(100) String sourceId, long records);

	@Counted("records.routed")
	void routed(@Bounded(100) String pipelineId, @Bounded(500) String stageId, long records);

	@Counted("records.delivered")
	void delivered(@Bounded(100) String sinkId, long records);

	@Summed(value = "routing.latency.ms", serviceLevelObjectives = { 1, 5, 10, 50, 100, 500, 1000 })
	void latency(@Bounded(100) String pipelineId, double milliseconds);

	@Gauged("buffer.utilization")
	void utilization(@Bounded(100) String stageId, double share);

	@Counted("backpressure.events")
	void backpressure(@Bounded(100) String sourceId);

	@Gauged("active.services")
	void services(@Bounded(20) String serviceType, long count);

	@Gauged("raft.is.leader")
	void leader(@Amount boolean leads);

	@Gauged("raft.term")
	void term(long term);

	@Counted("retry.events")
	void retried(@Bounded(100) String stageId);

	@Counted("checkpoints.saved")
	void checkpointed(@Bounded(100) String serviceId);

	@Counted("group.rebalances")
	void rebalanced(@Bounded(100) String groupId);

}
