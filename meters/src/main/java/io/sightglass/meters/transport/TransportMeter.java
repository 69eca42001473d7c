package io.sightglass.meters.transport;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of what flows through connections, and of the nodes that it passes.
 */
public enum TransportMeter implements CatalogueMeter {

	/** Bytes sent, {@code transport_sent_bytes_total}. */
	SENT(MeterSpec.counter("transport.sent", "Bytes sent.", "endpoint", "protocol", "role").in("bytes")),

	/** Bytes received, {@code transport_received_bytes_total}. */
	RECEIVED(MeterSpec.counter("transport.received", "Bytes received.", "endpoint", "protocol", "role").in("bytes")),

	/** Packets sent, {@code transport_sent_packets_total}. */
	SENT_PACKETS(MeterSpec.counter("transport.sent.packets", "Packets (datagrams, frames, messages or writes) sent.",
			"endpoint", "protocol", "role")),

	/** Packets received, {@code transport_received_packets_total}. */
	RECEIVED_PACKETS(MeterSpec.counter("transport.received.packets",
			"Packets (datagrams, frames, messages or reads) received.", "endpoint", "protocol", "role")),

	/** Errors by kind, {@code transport_errors_total}. */
	ERRORS(MeterSpec.counter("transport.errors", "Transport errors, by kind.", "endpoint", "protocol", "role",
			"error")),

	/** Timeouts, {@code transport_timeouts_total}. */
	TIMEOUTS(MeterSpec.counter("transport.timeouts", "Timeouts: of a connect, a read, a write or an idle connection.",
			"endpoint", "protocol", "role")),

	/** Packets sent again, {@code transport_retransmissions_total}. */
	RETRANSMISSIONS(MeterSpec.counter("transport.retransmissions", "Segments or packets sent again.", "endpoint",
			"protocol", "role")),

	/** Round-trip times, {@code transport_rtt_seconds}. */
	RTT(MeterSpec.timer("transport.rtt", "Round-trip time.", "endpoint", "protocol", "role")),

	/** Share of packets lost, {@code transport_loss_ratio}. */
	LOSS_RATIO(
			MeterSpec.gauge("transport.loss.ratio", "Share of packets lost, 0 to 1.", "endpoint", "protocol", "role")),

	/** Latency of a node of a route, {@code transport_hop_latency_seconds}. */
	HOP_LATENCY(MeterSpec.timer("transport.hop.latency", "Latency of one node of a route.", "route", "hop", "kind")),

	/** Bits a second through such a node, {@code transport_hop_throughput_bps}. */
	HOP_THROUGHPUT(MeterSpec
		.gauge("transport.hop.throughput", "Bits per second that passed a node of a route since the last scrape.",
				"route", "hop", "kind")
		.in("bps")),

	/** Health of such a node, {@code transport_hop_health}. */
	HOP_HEALTH(MeterSpec.gauge("transport.hop.health", "Health of a node of a route: 0 down, 1 degraded, 2 healthy.",
			"route", "hop", "kind")),

	/** TCP segments by direction, {@code transport_kernel_segments_total}. */
	KERNEL_SEGMENTS(MeterSpec.counter("transport.kernel.segments", "TCP segments of the process's network namespace.",
			"direction")),

	/** TCP segments sent again, {@code transport_kernel_retransmissions_total}. */
	KERNEL_RETRANSMISSIONS(MeterSpec.counter("transport.kernel.retransmissions",
			"TCP segments retransmitted in the process's network namespace.")),

	/** TCP retransmission timeouts, {@code transport_kernel_timeouts_total}. */
	KERNEL_TIMEOUTS(MeterSpec.counter("transport.kernel.timeouts",
			"TCP retransmission timeouts in the process's network namespace.")),

	/** TCP resets sent, {@code transport_kernel_resets_total}. */
	KERNEL_RESETS(MeterSpec.counter("transport.kernel.resets", "TCP resets sent in the process's network namespace.")),

	/** TCP connections established now, {@code transport_kernel_connections}. */
	KERNEL_CONNECTIONS(MeterSpec.gauge("transport.kernel.connections",
			"TCP connections established now in the process's network namespace."));

	private final MeterSpec spec;

	TransportMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
