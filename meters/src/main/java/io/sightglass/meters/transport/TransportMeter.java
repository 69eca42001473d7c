package io.sightglass.meters.transport;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of what flows through connections, and of the nodes that it passes.
 */
public enum TransportMeter implements CatalogueMeter {

	SENT(MeterSpec.counter("transport.sent", "Bytes sent.", "endpoint", "protocol", "role").in("bytes")),

	RECEIVED(MeterSpec.counter("transport.received", "Bytes received.", "endpoint", "protocol", "role").in("bytes")),

	SENT_PACKETS(MeterSpec.counter("transport.sent.packets", "Packets (datagrams, frames, messages or writes) sent.",
			"endpoint", "protocol", "role")),

	RECEIVED_PACKETS(MeterSpec.counter("transport.received.packets",
			"Packets (datagrams, frames, messages or reads) received.", "endpoint", "protocol", "role")),

	ERRORS(MeterSpec.counter("transport.errors", "Transport errors, by kind.", "endpoint", "protocol", "role",
			"error")),

	TIMEOUTS(MeterSpec.counter("transport.timeouts", "Timeouts: of a connect, a read, a write or an idle connection.",
			"endpoint", "protocol", "role")),

	RETRANSMISSIONS(MeterSpec.counter("transport.retransmissions", "Segments or packets sent again.", "endpoint",
			"protocol", "role")),

	RTT(MeterSpec.timer("transport.rtt", "Round-trip time.", "endpoint", "protocol", "role")),

	LOSS_RATIO(
			MeterSpec.gauge("transport.loss.ratio", "Share of packets lost, 0 to 1.", "endpoint", "protocol", "role")),

	HOP_LATENCY(MeterSpec.timer("transport.hop.latency", "Latency of one node of a route.", "route", "hop", "kind")),

	HOP_THROUGHPUT(MeterSpec
		.gauge("transport.hop.throughput", "Bits per second that passed a node of a route since the last scrape.",
				"route", "hop", "kind")
		.in("bps")),

	HOP_HEALTH(MeterSpec.gauge("transport.hop.health", "Health of a node of a route: 0 down, 1 degraded, 2 healthy.",
			"route", "hop", "kind")),

	KERNEL_SEGMENTS(MeterSpec.counter("transport.kernel.segments", "TCP segments of the process's network namespace.",
			"direction")),

	KERNEL_RETRANSMISSIONS(MeterSpec.counter("transport.kernel.retransmissions",
			"TCP segments retransmitted in the process's network namespace.")),

	KERNEL_TIMEOUTS(MeterSpec.counter("transport.kernel.timeouts",
			"TCP retransmission timeouts in the process's network namespace.")),

	KERNEL_RESETS(MeterSpec.counter("transport.kernel.resets", "TCP resets sent in the process's network namespace.")),

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
