package io.sightglass.meters.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.transport.TransportMeters.ByteSource;
import io.sightglass.registry.failure.Failures;

/**
 * The bytes of all servers that have or had one name. What one has counted stays when it
 * is gone.
 */
final class ByteSources {

	// A million million million, which would last a network for centuries.
	private static final double MOST = 0x1p60;

	private final Failures failures;

	// The first is the sum of those that were taken away.
	private volatile List<Totals> sources = List.of(new Totals(new Gone(0, 0), 0, 0));

	ByteSources(Instruments instruments, String... tags) {
		this.failures = instruments.failures();
		instruments.functionCounter(TransportMeter.SENT, this, (all) -> all.sum(Totals::sent), tags);
		instruments.functionCounter(TransportMeter.RECEIVED, this, (all) -> all.sum(Totals::received), tags);
	}

	TransportMeters.Watch add(ByteSource source) {
		Totals totals = new Totals(Objects.requireNonNull(source, "source"), 0, 0);
		synchronized (this) {
			List<Totals> more = new ArrayList<>(this.sources);
			more.add(totals);
			this.sources = more;
		}
		return () -> {
			// Not under our lock: it may hang.
			this.failures.guard("transport", totals::end);
			remove(totals);
		};
	}

	private synchronized void remove(Totals totals) {
		List<Totals> left = new ArrayList<>(this.sources);
		if (left.remove(totals)) {
			left.set(0, left.get(0).and(totals));
			this.sources = left;
		}
	}

	private double sum(ToDoubleFunction<Totals> bytes) {
		return this.sources.stream().mapToDouble(bytes).sum();
	}

	// One that is gone answers with NaN.
	private static double believable(double now, double before) {
		return (now > before && now <= MOST) ? now : before;
	}

	private record Gone(double sent, double received) implements ByteSource {
	}

	private static final class Totals {

		private ByteSource source;

		private double sent;

		private double received;

		Totals(ByteSource source, double sent, double received) {
			this.source = source;
			this.sent = sent;
			this.received = received;
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

		// Whatever it says last, it says no more.
		synchronized void end() {
			try {
				sent();
				received();
			}
			finally {
				this.source = new Gone(this.sent, this.received);
			}
		}

		Totals and(Totals other) {
			Gone all = new Gone(sent() + other.sent(), received() + other.received());
			return new Totals(all, all.sent(), all.received());
		}

	}

}
