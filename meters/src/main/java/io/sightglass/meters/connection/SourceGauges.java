package io.sightglass.meters.connection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.sightglass.meters.instrument.Instruments;

/**
 * The gauges over the sources of one name, as many as one of them has answers for.
 * Several pools of one name are one endpoint: what they answer adds up.
 */
final class SourceGauges {

	private static final Map<ConnectionMeter, ToDoubleFunction<ConnectionSource>> QUESTIONS = Map.of(
			ConnectionMeter.ACTIVE, ConnectionSource::active, ConnectionMeter.LIMIT, ConnectionSource::limit,
			ConnectionMeter.IDLE, ConnectionSource::idle, ConnectionMeter.PENDING, ConnectionSource::pending);

	private final Instruments instruments;

	private final String[] tags;

	private final List<ConnectionSource> sources = new CopyOnWriteArrayList<>();

	private final Map<ConnectionMeter, Gauge> shown = new EnumMap<>(ConnectionMeter.class);

	SourceGauges(Instruments instruments, String... tags) {
		this.instruments = instruments;
		this.tags = tags;
	}

	// Asked outside the lock: the source is the application's, and may not come back.
	void add(ConnectionSource source) {
		Objects.requireNonNull(source, "source");
		List<ConnectionMeter> known = new ArrayList<>(QUESTIONS.keySet());
		known.removeIf((meter) -> !(answer(source, question(meter)) >= 0));
		synchronized (this) {
			this.sources.add(source);
			known.forEach((meter) -> this.shown.computeIfAbsent(meter, this::gauge));
		}
	}

	private Gauge gauge(ConnectionMeter meter) {
		ToDoubleFunction<ConnectionSource> question = question(meter);
		return this.instruments.gauge(meter, this, (watched) -> watched.sum(question), this.tags);
	}

	private static ToDoubleFunction<ConnectionSource> question(ConnectionMeter meter) {
		return Objects.requireNonNull(QUESTIONS.get(meter));
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
		catch (Throwable ex) {
			this.instruments.failures().record("connections", ex);
			return Double.NaN;
		}
	}

	synchronized void remove(ConnectionSource source) {
		this.sources.remove(source);
		if (this.sources.isEmpty()) {
			this.shown.values()
				.forEach((gauge) -> this.instruments.failures()
					.guard("connections", () -> this.instruments.registry().remove(gauge)));
			this.shown.clear();
		}
	}

}
