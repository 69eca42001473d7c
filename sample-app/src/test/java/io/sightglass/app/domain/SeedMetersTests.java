package io.sightglass.app.domain;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.sightglass.app.domain.AllSourceMeters.QueryType;
import io.sightglass.app.domain.IncidentManagerMeters.EscalationLevel;
import io.sightglass.app.domain.IncidentManagerMeters.Severity;
import io.sightglass.app.domain.IncidentManagerMeters.Status;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Stopwatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Systems that were not built with Sightglass, metric by metric.
 */
class SeedMetersTests {

	private final Scrape scrape = new Scrape();

	@Test
	void recordsEveryMetricOfAllSource() {
		AllSourceMeters meters = MeterSets.in(this.scrape.registry(), AllSourceMeters.class);
		useEvents(meters);
		useProjectionsAndPipelines(meters);
		useOperations(meters);
		assertThat(this.scrape.signatures()).contains("allsource_events_ingested_total",
				"allsource_ingestion_duration_seconds_bucket", "allsource_ingestion_errors_total",
				"allsource_queries_total{query_type}", "allsource_query_duration_seconds_bucket{query_type}",
				"allsource_query_results_total{query_type}", "allsource_storage_size_bytes",
				"allsource_projection_errors_total{projection_name}",
				"allsource_projection_processing_duration_seconds_bucket{projection_name}",
				"allsource_projection_duration_seconds_bucket", "allsource_pipeline_errors_total{pipeline_name}",
				"allsource_pipeline_processing_duration_seconds_bucket{pipeline_id,pipeline_name}",
				"allsource_pipeline_duration_seconds_bucket", "allsource_schemas_registered_total",
				"allsource_schema_validations_total{result,subject}",
				"allsource_schema_validation_duration_seconds_bucket", "allsource_replays_started_total",
				"allsource_replays_completed_total", "allsource_replays_failed_total",
				"allsource_replay_duration_seconds_bucket", "allsource_snapshot_creation_duration_seconds_bucket",
				"allsource_compactions_total", "allsource_compaction_duration_seconds_bucket",
				"allsource_websocket_connections_active", "allsource_websocket_connections_total",
				"allsource_websocket_errors_total", "allsource_http_requests_total{endpoint,method,status}",
				"allsource_http_request_duration_seconds_bucket{endpoint,method}", "allsource_http_requests_in_flight");
	}

	// Why the processor refuses these names: proven, not remembered.
	@Test
	void findsThatTheClientLibraryTakesReservedEndsOff() {
		Gauge.builder("storage.events.total", () -> 1).register(this.scrape.registry());
		Counter.builder("snapshots.created").register(this.scrape.registry());
		Counter.builder("events.ingested.by.type").register(this.scrape.registry());
		assertThat(this.scrape.signatures()).containsExactly("events_ingested_by_type_total", "snapshots_total",
				"storage_events");
	}

	// The client library makes these otherwise than their authors wrote them.
	@Test
	void recordsWhatTheClientLibraryRenames() {
		AllSourceMeters meters = MeterSets.in(this.scrape.registry(), AllSourceMeters.class);
		useEvents(meters);
		useProjectionsAndPipelines(meters);
		useOperations(meters);
		assertThat(this.scrape.signatures())
			.contains("allsource_events_ingested_by_type_total{event_type}",
					"allsource_projection_events_processed_total{projection_name}",
					"allsource_pipeline_events_processed_total{pipeline_id,pipeline_name}",
					"allsource_pipeline_events_filtered_total{pipeline_id,pipeline_name}",
					"allsource_replay_events_processed_total", "allsource_compaction_files_merged_total",
					"allsource_compaction_bytes_saved_total", "allsource_websocket_messages_sent_total")
			.contains("allsource_storage_events", "allsource_storage_entities", "allsource_parquet_files",
					"allsource_wal_segments", "allsource_projections", "allsource_pipelines_registered",
					"allsource_snapshots")
			.contains("allsource_snapshots_made_total");
	}

	@Test
	void recordsEveryMetricOfTheControlPlane() {
		ControlPlaneMeters meters = MeterSets.in(this.scrape.registry(), ControlPlaneMeters.class);
		meters.request("GET", "/api/v1/cluster", "200");
		stop(meters.requesting("GET", "/api/v1/cluster"));
		meters.requestsInFlight().up();
		meters.coreChecked(ControlPlaneMeters.Status.SUCCESS);
		stop(meters.checkingCore());
		meters.snapshot();
		meters.replay();
		meters.uptime().track(() -> 12);
		assertThat(this.scrape.signatures()).contains("control_plane_http_requests_total{method,path,status}",
				"control_plane_http_request_duration_seconds_bucket{method,path}",
				"control_plane_http_requests_in_flight", "control_plane_core_health_checks_total{status}",
				"control_plane_core_health_check_duration_seconds_bucket", "control_plane_snapshot_operations_total",
				"control_plane_replay_operations_total", "control_plane_uptime_seconds");
	}

	@Test
	void recordsEveryOtherMetricOfLlmIncidentManager() {
		IncidentManagerMeters meters = MeterSets.in(this.scrape.registry(), IncidentManagerMeters.class);
		useIncidents(meters);
		meters.played("restart", Status.SUCCESS);
		stop(meters.playing("restart"));
		meters.playbooksRunning().up();
		meters.stored("write", "postgres");
		stop(meters.storing("write", "postgres"));
		meters.storageSize("postgres", 4096);
		meters.failed("notifier", "timeout");
		meters.build("1.0", "c0ffee", "2026-11-21", 1);
		meters.uptime().set(5);
		assertThat(this.scrape.signatures()).contains("llm_incident_manager_incidents_total{severity,status}",
				"llm_incident_manager_incidents_active{severity}",
				"llm_incident_manager_incident_processing_duration_seconds_bucket{outcome,severity}",
				"llm_incident_manager_incidents_deduplicated_total", "llm_incident_manager_incidents_correlated_total",
				"llm_incident_manager_incidents_escalated_total{level}",
				"llm_incident_manager_notifications_total{channel,status}",
				"llm_incident_manager_notification_duration_seconds_bucket{channel}",
				"llm_incident_manager_notification_queue_size",
				"llm_incident_manager_playbook_executions_total{playbook,status}",
				"llm_incident_manager_playbook_execution_duration_seconds_bucket{playbook}",
				"llm_incident_manager_playbook_executions_active",
				"llm_incident_manager_storage_operations_total{backend,operation}",
				"llm_incident_manager_storage_operation_duration_seconds_bucket{backend,operation}",
				"llm_incident_manager_storage_size_bytes{backend}", "llm_incident_manager_errors_total{component,type}",
				"llm_incident_manager_build_info{commit,timestamp,version}", "llm_incident_manager_uptime_seconds");
		assertThat(this.scrape.registry().scrape()).contains("incidents_escalated_total{level=\"L2\"} 1.0");
	}

	@Test
	void recordsEveryMetricOfConveyor() {
		ConveyorMeters meters = MeterSets.in(this.scrape.registry(), ConveyorMeters.class);
		meters.received("kafka-source-1", 100);
		meters.routed("user-analytics", "filter-stage", 95);
		meters.delivered("sink", 90);
		meters.latency("user-analytics", 15.5);
		meters.utilization("filter-stage", 0.45);
		meters.backpressure("kafka-source-1");
		meters.services("source", 3);
		meters.leader(true);
		meters.term(42);
		meters.retried("filter-stage");
		meters.checkpointed("service");
		meters.rebalanced("group");
		assertThat(this.scrape.registry().scrape()).contains(
				"conveyor_router_records_received_total{source_id=\"kafka-source-1\"} 100.0",
				"conveyor_router_records_routed_total{pipeline_id=\"user-analytics\",stage_id=\"filter-stage\"} 95.0",
				"conveyor_router_records_delivered_total{sink_id=\"sink\"} 90.0",
				"conveyor_router_routing_latency_ms_bucket{pipeline_id=\"user-analytics\",le=\"10.0\"} 0",
				"conveyor_router_routing_latency_ms_bucket{pipeline_id=\"user-analytics\",le=\"50.0\"} 1",
				"conveyor_router_buffer_utilization{stage_id=\"filter-stage\"} 0.45",
				"conveyor_router_backpressure_events_total{source_id=\"kafka-source-1\"} 1.0",
				"conveyor_router_active_services{service_type=\"source\"} 3.0", "conveyor_router_raft_is_leader 1.0",
				"conveyor_router_raft_term 42.0", "conveyor_router_retry_events_total{stage_id=\"filter-stage\"} 1.0",
				"conveyor_router_checkpoints_saved_total{service_id=\"service\"} 1.0",
				"conveyor_router_group_rebalances_total{group_id=\"group\"} 1.0");
	}

	private static void useEvents(AllSourceMeters meters) {
		meters.ingested();
		meters.ingested("order.placed");
		stop(meters.ingesting());
		meters.ingestionFailed();
		meters.queried(QueryType.FULL_SCAN);
		stop(meters.querying(QueryType.ENTITY));
		meters.queryResults(QueryType.TYPE, 3);
		meters.storedEvents().up();
		meters.storedEntities().up();
		meters.storageSize().set(1024);
		meters.parquetFiles().up();
		meters.walSegments().up();
		meters.schemaRegistered();
		meters.schemaValidated("order", AllSourceMeters.Result.SUCCESS);
		stop(meters.validatingSchema());
	}

	private static void useProjectionsAndPipelines(AllSourceMeters meters) {
		meters.projections().up();
		meters.projected("totals");
		meters.projectionFailed("totals");
		stop(meters.projecting("totals"));
		stop(meters.projectingAll());
		meters.pipelines().up();
		meters.piped("7", "orders");
		meters.filtered("7", "orders");
		meters.pipelineFailed("orders");
		stop(meters.piping("7", "orders"));
		stop(meters.pipingAll());
	}

	private static void useOperations(AllSourceMeters meters) {
		meters.replayStarted();
		meters.replayCompleted();
		meters.replayFailed();
		meters.replayed(10);
		stop(meters.replaying());
		meters.snapshotMade();
		stop(meters.makingSnapshot());
		meters.snapshots().up();
		meters.compacted();
		stop(meters.compacting());
		meters.merged(4);
		meters.saved(512);
		meters.webSocketsOpen().up();
		meters.webSocketOpened();
		meters.webSocketSent();
		meters.webSocketFailed();
		meters.request("GET", "/events", "200");
		stop(meters.requesting("GET", "/events"));
		meters.requestsInFlight().up();
	}

	private static void useIncidents(IncidentManagerMeters meters) {
		meters.incident(Severity.HIGH, Status.OPEN);
		meters.active(Severity.HIGH).up();
		try (Timing span = meters.processing(Severity.HIGH)) {
			span.done();
		}
		meters.deduplicated();
		meters.correlated();
		meters.escalated(EscalationLevel.L2);
		meters.notified("pager", Status.SUCCESS);
		meters.delivered("pager", Duration.ofMillis(20));
		meters.queued(3);
	}

	private static void stop(Stopwatch stopwatch) {
		stopwatch.close();
	}

}
