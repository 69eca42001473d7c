package io.sightglass.meters.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of a stage's buffers. They are registered once and look at whatever is bound
 * now, so that a queue which is made anew is seen.
 */
class BufferGauges {

	/** Shows nothing. */
	static final BufferGauges NONE = new BufferGauges();

	private final List<Bound> bound = new CopyOnWriteArrayList<>();

	private final @Nullable Failures failures;

	private BufferGauges() {
		this.failures = null;
	}

	BufferGauges(Instruments instruments, String pipeline, String stage) {
		this.failures = instruments.failures();
		instruments.gauge(PipelineMeter.BUFFER_SIZE, this, (gauges) -> gauges.sum(Bound::used), pipeline, stage);
		instruments.gauge(PipelineMeter.BUFFER_UTILIZATION, this, BufferGauges::utilization, pipeline, stage);
	}

	Buffer bind(LongSupplier size, LongSupplier capacity) {
		if (this.failures == null) {
			return Buffer.NONE;
		}
		Bound buffer = new Bound(size, capacity, this.bound, this.failures);
		this.bound.add(buffer);
		return buffer;
	}

	private double utilization() {
		double capacity = sum(Bound::room);
		return (capacity <= 0) ? 0 : Math.min(1, sum(Bound::used) / capacity);
	}

	// One that does not answer hides no other; where none does, nothing is known.
	private double sum(ToDoubleFunction<Bound> figure) {
		double sum = this.bound.isEmpty() ? 0 : Double.NaN;
		for (Bound buffer : this.bound) {
			double answer = figure.applyAsDouble(buffer);
			if (!Double.isNaN(answer)) {
				sum = Math.max(0, answer) + (Double.isNaN(sum) ? 0 : sum);
			}
		}
		return sum;
	}

	private static final class Bound implements Buffer {

		private final LongSupplier size;

		private final LongSupplier capacity;

		private final List<Bound> owner;

		private final ToDoubleFunction<LongSupplier> sizes;

		private final ToDoubleFunction<LongSupplier> capacities;

		Bound(LongSupplier size, LongSupplier capacity, List<Bound> owner, Failures failures) {
			this.size = size;
			this.capacity = capacity;
			this.owner = owner;
			this.sizes = failures.guarded(PipelineMeter.BUFFER_SIZE.getName(), LongSupplier::getAsLong, Double.NaN);
			this.capacities = failures.guarded(PipelineMeter.BUFFER_UTILIZATION.getName(), LongSupplier::getAsLong,
					Double.NaN);
		}

		double used() {
			return this.sizes.applyAsDouble(this.size);
		}

		double room() {
			return this.capacities.applyAsDouble(this.capacity);
		}

		@Override
		public void close() {
			this.owner.remove(this);
		}

	}

}
