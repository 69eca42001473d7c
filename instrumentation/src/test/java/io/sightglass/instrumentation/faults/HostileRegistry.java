package io.sightglass.instrumentation.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.NullUnmarked;

/**
 * A registry that does its worst from the moment that it is told to.
 */
@NullUnmarked
class HostileRegistry extends SimpleMeterRegistry {

	private static final String SPARED = "sightglass.";

	/** What it does. */
	enum Mood {

		HEALTHY, THROWS, ERRORS, NULLS, METERS_THROW, METERS_ERRORS, HANGS, METERS_HANG

	}

	final CountDownLatch released = new CountDownLatch(1);

	final CountDownLatch hanging = new CountDownLatch(1);

	private final AtomicInteger errors = new AtomicInteger();

	private volatile Mood mood = Mood.HEALTHY;

	// Each in turn.
	private Error error(String message) {
		return Hostile.error(this.errors.getAndIncrement(), message);
	}

	void be(Mood mood) {
		this.mood = mood;
	}

	private <T> T answer(Supplier<T> healthy) {
		return switch (this.mood) {
			case THROWS -> throw new IllegalStateException("registry");
			case ERRORS -> throw error("registry");
			case NULLS -> null;
			default -> healthy.get();
		};
	}

	private <M extends Meter> M make(Class<M> type, Meter.Id id, Supplier<M> healthy) {
		if (id.getName().startsWith(SPARED)) {
			return healthy.get();
		}
		if (this.mood == Mood.HANGS) {
			hang();
		}
		M made = answer(healthy);
		return (made != null) ? type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				switch (method.getName()) {
					case "increment", "record", "recordCallable" -> misbehave();
					default -> {
					}
				}
				try {
					return method.invoke(made, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			})) : null;
	}

	private void misbehave() {
		switch (this.mood) {
			case METERS_THROW -> throw new IllegalStateException("meter");
			case METERS_ERRORS -> throw error("meter");
			case METERS_HANG -> hang();
			default -> {
			}
		}
	}

	void hang() {
		this.hanging.countDown();
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	protected Counter newCounter(Meter.Id id) {
		return make(Counter.class, id, () -> super.newCounter(id));
	}

	@Override
	protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
		return make(Timer.class, id, () -> super.newTimer(id, config, pauseDetector));
	}

	@Override
	protected DistributionSummary newDistributionSummary(Meter.Id id, DistributionStatisticConfig config,
			double scale) {
		return make(DistributionSummary.class, id, () -> super.newDistributionSummary(id, config, scale));
	}

	@Override
	protected <T> Gauge newGauge(Meter.Id id, T state, ToDoubleFunction<T> function) {
		return answer(() -> super.newGauge(id, state, function));
	}

	@Override
	protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T state, ToDoubleFunction<T> function) {
		return answer(() -> super.newFunctionCounter(id, state, function));
	}

	@Override
	protected DistributionStatisticConfig defaultHistogramConfig() {
		return answer(super::defaultHistogramConfig);
	}

	// Asked while it is being made, before it has a mood.
	@Override
	protected TimeUnit getBaseTimeUnit() {
		return (this.mood != null) ? answer(super::getBaseTimeUnit) : super.getBaseTimeUnit();
	}

	@Override
	public Config config() {
		return (this.mood != null) ? answer(super::config) : super.config();
	}

	@Override
	public List<Meter> getMeters() {
		return answer(super::getMeters);
	}

	@Override
	public void forEachMeter(Consumer<? super Meter> consumer) {
		answer(() -> {
			super.forEachMeter(consumer);
			return consumer;
		});
	}

	@Override
	public Search find(String name) {
		return answer(() -> super.find(name));
	}

	@Override
	public RequiredSearch get(String name) {
		return answer(() -> super.get(name));
	}

	@Override
	public More more() {
		return answer(super::more);
	}

	@Override
	public Meter remove(Meter meter) {
		return answer(() -> super.remove(meter));
	}

	@Override
	public Meter remove(Meter.Id id) {
		return answer(() -> super.remove(id));
	}

	@Override
	public boolean isClosed() {
		Boolean closed = answer(super::isClosed);
		return closed != null && closed;
	}

}
