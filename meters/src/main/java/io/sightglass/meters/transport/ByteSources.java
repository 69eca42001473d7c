package io.sightglass.meters.transport;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.transport.TransportMeters.ByteSource;

/**
 * The bytes of all servers that have or had one name. What one has counted stays when it
 * is gone.
 */
final class ByteSources {

	// A million million million, which would last a network for centuries.
	private static final double MOST = 0x1p60;

	private final List<Totals> sources = new CopyOnWriteArrayList<>();

	ByteSources(Instruments instruments, String... tags) {
		instruments.functionCounter(TransportMeter.SENT, this, (all) -> all.sum(Totals::sent), tags);
		instruments.functionCounter(TransportMeter.RECEIVED, this, (all) -> all.sum(Totals::received), tags);
	}

	void add(ByteSource source) {
		this.sources.add(new Totals(Objects.requireNonNull(source, "source")));
	}

	private double sum(ToDoubleFunction<Totals> bytes) {
		return this.sources.stream().mapToDouble(bytes).sum();
	}

	// One that is gone answers with NaN.
	private static double believable(double now, double before) {
		return (now > before && now <= MOST) ? now : before;
	}

	private static final class Totals {

		private final ByteSource source;

		private double sent;

		private double received;

		Totals(ByteSource source) {
			this.source = source;
		}

		synchronized double sent() {
			double now = this.source.sent();
			this.sent = believable(now, this.sent);
			return this.sent;
		}

		synchronized double received() {
			double now = this.source.received();
			this.received = believable(now, this.received);
			return this.received;
		}

	}

}
