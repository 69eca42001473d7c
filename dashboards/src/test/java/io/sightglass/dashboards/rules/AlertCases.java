package io.sightglass.dashboards.rules;

import java.util.List;
import java.util.stream.Stream;

import static io.sightglass.dashboards.rules.AlertCase.bad;
import static io.sightglass.dashboards.rules.AlertCase.cases;
import static io.sightglass.dashboards.rules.AlertCase.good;

/**
 * Each alert in its bad and its good case, with counters that reset and series that are
 * absent.
 */
final class AlertCases {

	private AlertCases() {
	}

	static List<AlertCase> all() {
		return Stream
			.of(http(), connections(), transport(), pipelines(), llm(), LlmAndStateCases.money(),
					LlmAndStateCases.state(), LlmAndStateCases.self())
			.flatMap(List::stream)
			.toList();
	}

	private static List<AlertCase> http() {
		return cases(
				bad("HttpErrorBudgetBurnsFast", "30m", "http_requests_total{uri=\"/a\", outcome=\"SUCCESS\"} 0+100x60",
						"http_requests_total{uri=\"/a\", outcome=\"SERVER_ERROR\"} 0+10x60"),
				// Errors whose series appears late, and a restart of both counters.
				bad("HttpErrorBudgetBurnsFast", "50m",
						"http_requests_total{uri=\"/a\", outcome=\"SUCCESS\"} 0+100x20 0+100x40",
						"http_requests_total{uri=\"/a\", outcome=\"SERVER_ERROR\"} _x20 10+10x40"),
				good("HttpErrorBudgetBurnsFast", "50m",
						"http_requests_total{uri=\"/a\", outcome=\"SUCCESS\"} 0+10000x20 0+10000x40",
						"http_requests_total{uri=\"/a\", outcome=\"SERVER_ERROR\"} 0+5x20 0+5x40"),
				good("HttpErrorBudgetBurnsFast", "50m",
						"http_requests_total{uri=\"/a\", outcome=\"SUCCESS\"} 0+100x60"),
				good("HttpErrorBudgetBurnsFast", "50m",
						"http_requests_total{uri=\"/actuator/health\", outcome=\"SERVER_ERROR\"} 0+100x60"),
				bad("HttpErrorBudgetBurnsSlowly", "90m",
						"http_requests_total{uri=\"/a\", outcome=\"SUCCESS\"} 0+996x120",
						"http_requests_total{uri=\"/a\", outcome=\"SERVER_ERROR\"} 0+4x120"),
				good("HttpErrorBudgetBurnsSlowly", "90m",
						"http_requests_total{uri=\"/a\", outcome=\"SUCCESS\"} 0+9995x120",
						"http_requests_total{uri=\"/a\", outcome=\"SERVER_ERROR\"} 0+5x120"),
				bad("HttpSlow", "30m", "http_server_requests_seconds_bucket{uri=\"/a\", le=\"1.0\"} 0+90x60",
						"http_server_requests_seconds_bucket{uri=\"/a\", le=\"5.0\"} 0+100x60",
						"http_server_requests_seconds_bucket{uri=\"/a\", le=\"+Inf\"} 0+100x60"),
				good("HttpSlow", "30m", "http_server_requests_seconds_bucket{uri=\"/a\", le=\"0.5\"} 0+100x10 0+100x50",
						"http_server_requests_seconds_bucket{uri=\"/a\", le=\"+Inf\"} 0+100x10 0+100x50"));
	}

	private static List<AlertCase> connections() {
		return cases(
				bad("ConnectsFail", "30m", "connections_total{endpoint=\"db\"} 0+5x60",
						"connections_failed_total{endpoint=\"db\", reason=\"refused\"} 0+5x60"),
				bad("ConnectsFail", "30m", "connections_failed_total{endpoint=\"db\", reason=\"refused\"} 0+5x60"),
				good("ConnectsFail", "30m", "connections_total{endpoint=\"db\"} 0+95x10 0+95x60",
						"connections_failed_total{endpoint=\"db\", reason=\"refused\"} 0+5x10 0+5x60"),
				good("ConnectsFail", "30m", "connections_total{endpoint=\"db\"} 0+5x60"),
				bad("HandshakesFail", "30m", "connections_total{endpoint=\"db\"} 0+9x60",
						"connections_failed_total{endpoint=\"db\", reason=\"handshake\"} 0+1x60"),
				good("HandshakesFail", "30m", "connections_total{endpoint=\"db\"} 0+99x60",
						"connections_failed_total{endpoint=\"db\", reason=\"handshake\"} 0+1x60"),
				bad("ConnectionsNearLimit", "30m", "connections_active{endpoint=\"db\"} 95+0x60",
						"connections_limit{endpoint=\"db\"} 100+0x60"),
				// One instance is full; the other's room does not help it.
				bad("ConnectionsNearLimit", "30m", "connections_active{instance=\"a\", endpoint=\"db\"} 95+0x60",
						"connections_limit{instance=\"a\", endpoint=\"db\"} 100+0x60",
						"connections_active{instance=\"b\", endpoint=\"db\"} 1+0x60",
						"connections_limit{instance=\"b\", endpoint=\"db\"} 100+0x60"),
				good("ConnectionsNearLimit", "30m", "connections_active{endpoint=\"db\"} 50+0x60",
						"connections_limit{endpoint=\"db\"} 100+0x60"),
				good("ConnectionsNearLimit", "30m", "connections_active{endpoint=\"db\"} 5000+0x60",
						"connections_limit{endpoint=\"db\"} -1+0x60"),
				bad("ConnectionsAbandoned", "30m",
						"connections_closed_total{endpoint=\"db\", reason=\"abandoned\"} 0+1x60"),
				good("ConnectionsAbandoned", "30m",
						"connections_closed_total{endpoint=\"db\", reason=\"abandoned\"} 500+0x60",
						"connections_closed_total{endpoint=\"db\", reason=\"closed\"} 0+50x60"));
	}

	private static List<AlertCase> transport() {
		return cases(bad("RouteNodeDown", "10m", "transport_hop_health{route=\"r\", hop=\"h\"} 0+0x30"),
				good("RouteNodeDown", "10m", "transport_hop_health{route=\"r\", hop=\"h\"} 2+0x30"),
				bad("RouteNodeDegraded", "20m", "transport_hop_health{route=\"r\", hop=\"h\"} 1+0x30"),
				good("RouteNodeDegraded", "20m", "transport_hop_health{route=\"r\", hop=\"h\"} 2+0x15 1+0x15"),
				bad("RetransmissionsHigh", "30m", "transport_kernel_segments_total{direction=\"out\"} 0+100x60",
						"transport_kernel_retransmissions_total{} 0+10x60"),
				good("RetransmissionsHigh", "30m", "transport_kernel_segments_total{direction=\"out\"} 0+1000x60",
						"transport_kernel_segments_total{direction=\"in\"} 0+10x60",
						"transport_kernel_retransmissions_total{} 0+10x60"),
				bad("PacketLoss", "30m", "transport_loss_ratio{endpoint=\"e\"} 0.1+0x60"),
				good("PacketLoss", "30m", "transport_loss_ratio{endpoint=\"e\"} 0.01+0x60"),
				bad("RoundTripsSlow", "30m", "transport_rtt_seconds_bucket{endpoint=\"e\", le=\"0.5\"} 0+50x60",
						"transport_rtt_seconds_bucket{endpoint=\"e\", le=\"1.0\"} 0+100x60",
						"transport_rtt_seconds_bucket{endpoint=\"e\", le=\"+Inf\"} 0+100x60"),
				// Without buckets the mean decides.
				bad("RoundTripsSlow", "30m", "transport_rtt_seconds_sum{endpoint=\"e\"} 0+60x60",
						"transport_rtt_seconds_count{endpoint=\"e\"} 0+100x60"),
				good("RoundTripsSlow", "30m", "transport_rtt_seconds_sum{endpoint=\"e\"} 0+40x60",
						"transport_rtt_seconds_count{endpoint=\"e\"} 0+100x60"),
				good("RoundTripsSlow", "30m", "transport_rtt_seconds_bucket{endpoint=\"e\", le=\"0.5\"} 0+100x60",
						"transport_rtt_seconds_bucket{endpoint=\"e\", le=\"+Inf\"} 0+100x60"));
	}

	private static List<AlertCase> pipelines() {
		return cases(
				bad("PipelineStuck", "20m", "pipeline_records_in_flight{pipeline=\"p\"} 50+0x30",
						"pipeline_records_delivered_total{pipeline=\"p\"} 100+0x30"),
				bad("PipelineStuck", "20m", "pipeline_records_in_flight{pipeline=\"p\"} 50+0x30"),
				good("PipelineStuck", "20m", "pipeline_records_in_flight{pipeline=\"p\"} 50+0x30",
						"pipeline_records_delivered_total{pipeline=\"p\"} 100+1x10 0+1x20"),
				good("PipelineStuck", "20m", "pipeline_records_in_flight{pipeline=\"p\"} 0+0x30",
						"pipeline_records_delivered_total{pipeline=\"p\"} 100+0x30"),
				bad("PipelineSilent", "100m", "pipeline_records_received_total{pipeline=\"p\"} 0+10x60 600+0x60"),
				good("PipelineSilent", "100m", "pipeline_records_received_total{pipeline=\"p\"} 0+10x60 0+10x60"),
				good("PipelineSilent", "100m", "pipeline_records_received_total{pipeline=\"p\"} 0+0x120"),
				bad("PipelineErrors", "30m", "pipeline_records_processed_total{pipeline=\"p\"} 0+10x60",
						"pipeline_errors_total{pipeline=\"p\"} 0+1x60"),
				good("PipelineErrors", "30m", "pipeline_records_processed_total{pipeline=\"p\"} 0+100x60",
						"pipeline_errors_total{pipeline=\"p\"} 0+1x60"),
				bad("PipelineBufferFull", "30m", "pipeline_buffer_utilization{pipeline=\"p\", stage=\"s\"} 0.95+0x60"),
				good("PipelineBufferFull", "30m",
						"pipeline_buffer_utilization{pipeline=\"p\", stage=\"s\"} 0.95+0x20 0.2+0x40"),
				bad("PipelineSlow", "30m", "pipeline_latency_seconds_bucket{pipeline=\"p\", le=\"60.0\"} 0+50x60",
						"pipeline_latency_seconds_bucket{pipeline=\"p\", le=\"120.0\"} 0+100x60",
						"pipeline_latency_seconds_bucket{pipeline=\"p\", le=\"+Inf\"} 0+100x60"),
				bad("PipelineSlow", "30m", "pipeline_latency_seconds_sum{pipeline=\"p\"} 0+7000x60",
						"pipeline_latency_seconds_count{pipeline=\"p\"} 0+100x60"),
				good("PipelineSlow", "30m", "pipeline_latency_seconds_sum{pipeline=\"p\"} 0+5000x60",
						"pipeline_latency_seconds_count{pipeline=\"p\"} 0+100x60"),
				good("PipelineSlow", "30m", "pipeline_latency_seconds_bucket{pipeline=\"p\", le=\"60.0\"} 0+100x60",
						"pipeline_latency_seconds_bucket{pipeline=\"p\", le=\"+Inf\"} 0+100x60"),
				bad("CheckpointOld", "30m", "pipeline_checkpoint_age_seconds{pipeline=\"p\"} 0+60x60"),
				good("CheckpointOld", "30m", "pipeline_checkpoint_age_seconds{pipeline=\"p\"} 0+10x60"));
	}

	private static List<AlertCase> llm() {
		return cases(
				bad("LlmErrorBudgetBurnsFast", "30m", "llm_requests_total{outcome=\"success\"} 0+50x60",
						"llm_requests_total{outcome=\"error\"} 0+50x60"),
				good("LlmErrorBudgetBurnsFast", "30m", "llm_requests_total{outcome=\"success\"} 0+99x10 0+99x50",
						"llm_requests_total{outcome=\"error\"} 0+1x10 0+1x50"),
				bad("LlmErrorBudgetBurnsSlowly", "90m", "llm_requests_total{outcome=\"success\"} 0+92x120",
						"llm_requests_total{outcome=\"error\"} 0+8x120"),
				good("LlmErrorBudgetBurnsSlowly", "90m", "llm_requests_total{outcome=\"success\"} 0+99x120",
						"llm_requests_total{outcome=\"cancelled\"} 0+40x120"),
				bad("LlmCacheStopsHitting", "290m",
						"llm_tokens_total{model=\"m\", type=\"input\"} 0+100x240 24000+200x60",
						"llm_tokens_total{model=\"m\", type=\"cache_read\"} 0+100x240 24000+0x60"),
				good("LlmCacheStopsHitting", "290m",
						"llm_tokens_total{model=\"m\", type=\"input\"} 0+100x240 24000+120x60",
						"llm_tokens_total{model=\"m\", type=\"cache_read\"} 0+100x240 24000+80x60"),
				// A cache that never hit much is not missed.
				good("LlmCacheStopsHitting", "290m",
						"llm_tokens_total{model=\"m\", type=\"input\"} 0+100x240 24000+100x60",
						"llm_tokens_total{model=\"m\", type=\"cache_read\"} 0+10x240 2400+0x60"),
				bad("LlmPricesOld", "90m", "llm_prices_age_seconds{} 15552060+60x120"),
				good("LlmPricesOld", "90m", "llm_prices_age_seconds{} 15540000+60x120"),
				bad("LlmFirstTokenSlow", "30m",
						"llm_time_to_first_token_seconds_bucket{model=\"m\", le=\"5.0\"} 0+50x60",
						"llm_time_to_first_token_seconds_bucket{model=\"m\", le=\"10.0\"} 0+100x60",
						"llm_time_to_first_token_seconds_bucket{model=\"m\", le=\"+Inf\"} 0+100x60"),
				bad("LlmFirstTokenSlow", "30m", "llm_time_to_first_token_seconds_sum{model=\"m\"} 0+600x60",
						"llm_time_to_first_token_seconds_count{model=\"m\"} 0+100x60"),
				good("LlmFirstTokenSlow", "30m", "llm_time_to_first_token_seconds_sum{model=\"m\"} 0+400x60",
						"llm_time_to_first_token_seconds_count{model=\"m\"} 0+100x60"),
				good("LlmFirstTokenSlow", "30m",
						"llm_time_to_first_token_seconds_bucket{model=\"m\", le=\"5.0\"} 0+100x60",
						"llm_time_to_first_token_seconds_bucket{model=\"m\", le=\"+Inf\"} 0+100x60"));
	}

}
