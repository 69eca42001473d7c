package io.sightglass.registry.badday;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Threads that record all the time and count for themselves.
 */
final class Recorders implements AutoCloseable {

	private static final int MANY = 4;

	private final SightglassPrometheusRegistry registry;

	private final Failures failures;

	private final Counter orders;

	private final Counter paid;

	private final Timer took;

	private final DistributionSummary size;

	private final long[] done = new long[MANY * 16];

	private final AtomicReference<@Nullable Throwable> escaped = new AtomicReference<>();

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean over;

	Recorders(SightglassPrometheusRegistry registry) {
		this.registry = registry;
		this.failures = new Failures(registry, "");
		this.orders = registry.counter("orders");
		this.paid = registry.counter("orders.paid");
		this.took = registry.timer("orders.took");
		this.size = registry.summary("orders.size");
		for (int i = 0; i < MANY; i++) {
			int place = i * 16;
			Thread thread = new Thread(() -> record(place), "recorder");
			thread.setDaemon(true);
			this.threads.add(thread);
		}
		this.threads.forEach(Thread::start);
	}

	private void record(int place) {
		try {
			while (!this.over) {
				this.orders.increment();
				this.paid.increment(0.5);
				this.took.record(1, TimeUnit.MICROSECONDS);
				this.size.record(2);
				this.failures.guard("orders", Recorders::fail);
				this.done[place]++;
				if (this.done[place] % 100 == 0) {
					LockSupport.parkNanos(1000);
				}
			}
		}
		catch (Throwable ex) {
			this.escaped.compareAndSet(null, ex);
		}
	}

	private static void fail() {
		throw new IllegalStateException("always");
	}

	/**
	 * Lets them record more.
	 * @param more how often
	 */
	void awaitMore(long more) {
		long before = done();
		while (done() < before + more && this.escaped.get() == null) {
			Thread.onSpinWait();
		}
	}

	private long done() {
		long sum = 0;
		for (long each : this.done) {
			sum += each;
		}
		return sum;
	}

	/**
	 * Ends them, and says what differs from their own count.
	 * @return nothing if all is right
	 */
	List<String> wrong() throws InterruptedException {
		close();
		List<String> wrong = new ArrayList<>();
		Throwable thrown = this.escaped.get();
		if (thrown != null) {
			wrong.add("a recording threw " + thrown + " at " + Arrays.toString(thrown.getStackTrace()));
		}
		long done = done();
		check(wrong, "orders", this.orders.count(), done);
		check(wrong, "paid", this.paid.count(), done * 0.5);
		check(wrong, "took", this.took.count(), done);
		check(wrong, "took in microseconds", this.took.totalTime(TimeUnit.MICROSECONDS), done);
		check(wrong, "size", this.size.totalAmount(), 2.0 * done);
		check(wrong, "failures", this.registry.get("sightglass.failures").tag("family", "orders").counter().count(),
				done);
		return wrong;
	}

	private static void check(List<String> wrong, String what, double seen, double expected) {
		if (Math.abs(seen - expected) > 1e-9 * expected) {
			wrong.add(what + " is " + seen + ", not " + expected);
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.over = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	/**
	 * Scrapes.
	 * @param registry the registry
	 * @return how many lines of values there are
	 */
	static long scrape(SightglassPrometheusRegistry registry) throws IOException {
		LongAdder lines = new LongAdder();
		registry.scrape(new OutputStream() {

			private boolean first = true;

			@Override
			public void write(int next) {
				if (this.first && next != '#') {
					lines.increment();
				}
				this.first = next == '\n';
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				for (int i = offset; i < offset + length; i++) {
					write(bytes[i]);
				}
			}

		}, "text/plain");
		return lines.sum();
	}

}
