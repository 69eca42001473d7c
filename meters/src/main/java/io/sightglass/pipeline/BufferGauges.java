package io.sightglass.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import io.sightglass.registry.Instruments;

/**
 * The gauges of a stage's buffers. They are registered once and look at whatever is bound
 * now, so that a queue which is made anew is seen.
 */
class BufferGauges {

	/** Shows nothing. */
	static final BufferGauges NONE = new BufferGauges();

	private final List<Bound> bound = new CopyOnWriteArrayList<>();

	private BufferGauges() {
	}

	BufferGauges(Instruments instruments, String pipeline, String stage) {
		instruments.gauge(PipelineMeter.BUFFER_SIZE, this, (gauges) -> gauges.sum(Bound::used), pipeline, stage);
		instruments.gauge(PipelineMeter.BUFFER_UTILIZATION, this, BufferGauges::utilization, pipeline, stage);
	}

	Buffer bind(LongSupplier size, LongSupplier capacity) {
		Bound buffer = new Bound(size, capacity, this.bound);
		this.bound.add(buffer);
		return buffer;
	}

	private double utilization() {
		double capacity = sum(Bound::room);
		return (capacity <= 0) ? 0 : Math.min(1, sum(Bound::used) / capacity);
	}

	private double sum(ToLongFunction<Bound> figure) {
		return this.bound.stream().mapToLong(figure).sum();
	}

	private static final class Bound implements Buffer {

		private final LongSupplier size;

		private final LongSupplier capacity;

		private final List<Bound> owner;

		Bound(LongSupplier size, LongSupplier capacity, List<Bound> owner) {
			this.size = size;
			this.capacity = capacity;
			this.owner = owner;
		}

		long used() {
			return this.size.getAsLong();
		}

		long room() {
			return this.capacity.getAsLong();
		}

		@Override
		public void close() {
			this.owner.remove(this);
		}

	}

}
