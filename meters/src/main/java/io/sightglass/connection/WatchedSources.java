package io.sightglass.connection;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.sightglass.registry.Instruments;

/**
 * The gauges over the sources of one name, as many as one of them has answers for.
 * Several pools of one name are one endpoint: what they answer adds up.
 */
final class WatchedSources {

	private final Instruments instruments;

	private final String[] tags;

	private final List<ConnectionSource> sources = new CopyOnWriteArrayList<>();

	private final Map<ConnectionMeter, Gauge> shown = new EnumMap<>(ConnectionMeter.class);

	WatchedSources(Instruments instruments, String... tags) {
		this.instruments = instruments;
		this.tags = tags;
	}

	synchronized void add(ConnectionSource source) {
		this.sources.add(source);
		show(source, ConnectionMeter.ACTIVE, ConnectionSource::active);
		show(source, ConnectionMeter.LIMIT, ConnectionSource::limit);
		show(source, ConnectionMeter.IDLE, ConnectionSource::idle);
		show(source, ConnectionMeter.PENDING, ConnectionSource::pending);
	}

	private void show(ConnectionSource source, ConnectionMeter meter, ToDoubleFunction<ConnectionSource> question) {
		if (!this.shown.containsKey(meter) && question.applyAsDouble(source) >= 0) {
			this.shown.put(meter, this.instruments.gauge(meter, this, (watched) -> watched.sum(question), this.tags));
		}
	}

	private double sum(ToDoubleFunction<ConnectionSource> question) {
		double sum = Double.NaN;
		for (ConnectionSource source : this.sources) {
			double answer = answer(source, question);
			if (answer >= 0) {
				sum = Double.isNaN(sum) ? answer : sum + answer;
			}
		}
		return sum;
	}

	// One that throws hides no other.
	private double answer(ConnectionSource source, ToDoubleFunction<ConnectionSource> question) {
		try {
			return question.applyAsDouble(source);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record("connections", ex);
			return Double.NaN;
		}
	}

	synchronized void remove(ConnectionSource source) {
		this.sources.remove(source);
		if (this.sources.isEmpty()) {
			this.shown.values().forEach(this.instruments.registry()::remove);
			this.shown.clear();
		}
	}

}
