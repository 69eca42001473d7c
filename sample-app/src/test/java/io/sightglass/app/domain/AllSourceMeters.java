package io.sightglass.app.domain;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Stopwatch;

/**
 * Every metric of AllSource's core service. What its authors named against the rules of
 * the Prometheus client has a comment.
 */
@MeterSet(value = "allsource", prefix = "allsource")
interface AllSourceMeters {

	/** Events ingested. */
	@Counted("events.ingested")
	void ingested();

	@Counted("events.ingested.by.type") // A counter gets _total.
	void ingested(@Bounded(200) String eventType);

	@Timed(value = "ingestion.duration", histogram = true)
	Stopwatch ingesting();

	@Counted("ingestion.errors")
	void ingestionFailed();

	@Counted("queries")
	void queried(QueryType queryType);

	@Timed(value = "query.duration", histogram = true)
	Stopwatch querying(QueryType queryType);

	@Counted("query.results")
	void queryResults(QueryType queryType, long results);

	@Gauged("storage.events") // A gauge loses _total, here and below.
	GaugeLevel storedEvents();

	@Gauged("storage.entities")
	GaugeLevel storedEntities();

	@Gauged(value = "storage.size", unit = "bytes")
	GaugeLevel storageSize();

	@Gauged("parquet.files")
	GaugeLevel parquetFiles();

	@Gauged("wal.segments")
	GaugeLevel walSegments();

	@Gauged("projections")
	GaugeLevel projections();

	@Counted("projection.events.processed")
	void projected(@Bounded(50) String projectionName);

	@Counted("projection.errors")
	void projectionFailed(@Bounded(50) String projectionName);

	@Timed(value = "projection.processing.duration", histogram = true)
	Stopwatch projecting(@Bounded(50) String projectionName);

	@Timed(value = "projection.duration", histogram = true)
	Stopwatch projectingAll();

	@Gauged("pipelines.registered")
	GaugeLevel pipelines();

	@Counted("pipeline.events.processed")
	void piped(@Bounded(50) String pipelineId, @Bounded(50) String pipelineName);

	@Counted("pipeline.events.filtered")
	void filtered(@Bounded(50) String pipelineId, @Bounded(50) String pipelineName);

	@Counted("pipeline.errors")
	void pipelineFailed(@Bounded(50) String pipelineName);

	@Timed(value = "pipeline.processing.duration", histogram = true)
	Stopwatch piping(@Bounded(50) String pipelineId, @Bounded(50) String pipelineName);

	@Timed(value = "pipeline.duration", histogram = true)
	Stopwatch pipingAll();

	@Counted("schemas.registered")
	void schemaRegistered();

	@Counted("schema.validations")
	void schemaValidated(@Bounded(100) String subject, Result result);

	@Timed(value = "schema.validation.duration", histogram = true)
	Stopwatch validatingSchema();

	@Counted("replays.started")
	void replayStarted();

	@Counted("replays.completed")
	void replayCompleted();

	@Counted("replays.failed")
	void replayFailed();

	@Counted("replay.events.processed")
	void replayed(long events);

	@Timed(value = "replay.duration", histogram = true)
	Stopwatch replaying();

	@Counted("snapshots.made") // The client takes _created off, and snapshots.total is a
								// gauge.
	void snapshotMade();

	@Timed(value = "snapshot.creation.duration", histogram = true)
	Stopwatch makingSnapshot();

	@Gauged("snapshots")
	GaugeLevel snapshots();

	@Counted("compactions")
	void compacted();

	@Timed(value = "compaction.duration", histogram = true)
	Stopwatch compacting();

	@Counted("compaction.files.merged")
	void merged(int files);

	@Counted("compaction.bytes.saved")
	void saved(@Amount long bytes);

	@Gauged("websocket.connections.active")
	GaugeLevel webSocketsOpen();

	@Counted("websocket.connections")
	void webSocketOpened();

	@Counted("websocket.messages.sent")
	void webSocketSent();

	@Counted("websocket.errors")
	void webSocketFailed();

	@Counted("http.requests")
	void request(@Bounded(10) String method, @Bounded(100) String endpoint, @Bounded(60) String status);

	@Timed(value = "http.request.duration", histogram = true)
	Stopwatch requesting(@Bounded(10) String method, @Bounded(100) String endpoint);

	@Gauged("http.requests.in.flight")
	GaugeLevel requestsInFlight();

	/** What a query looks for. */
	enum QueryType {

		ENTITY, TYPE, FULL_SCAN

	}

	/** How a validation ended. */
	enum Result {

		SUCCESS, FAILURE

	}

}
