package io.sightglass.connection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.sightglass.registry.Instruments;

/**
 * The gauges over one source, as many as it has answers for.
 */
final class WatchedSource implements ConnectionMeters.Watch {

	private final Instruments instruments;

	private final ConnectionSource source;

	private final String[] tags;

	private final List<Gauge> shown = new CopyOnWriteArrayList<>();

	WatchedSource(Instruments instruments, ConnectionSource source, String... tags) {
		this.instruments = instruments;
		this.source = source;
		this.tags = tags;
	}

	void show() {
		show(ConnectionMeter.ACTIVE, ConnectionSource::active);
		show(ConnectionMeter.LIMIT, ConnectionSource::limit);
		show(ConnectionMeter.IDLE, ConnectionSource::idle);
		show(ConnectionMeter.PENDING, ConnectionSource::pending);
	}

	private void show(ConnectionMeter meter, ToDoubleFunction<ConnectionSource> question) {
		if (question.applyAsDouble(this.source) >= 0) {
			this.shown.add(this.instruments.gauge(meter, this.source, (asked) -> {
				double answer = question.applyAsDouble(asked);
				return (answer < 0) ? Double.NaN : answer;
			}, this.tags));
		}
	}

	@Override
	public void close() {
		this.shown.forEach(this.instruments.registry()::remove);
		this.shown.clear();
	}

}
