package io.sightglass.meters.pipeline;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Counts;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline of a registry.
 */
final class MicrometerPipeline implements Pipeline {

	private final LongAdder inFlight = new LongAdder();

	private final NamedHandles<Source> sources;

	private final NamedHandles<Stage> stages;

	private final NamedHandles<Sink> sinks;

	private final NamedHandles<Sink> sideSinks;

	private final NamedHandles<BufferGauges> buffers;

	private final NamedHandles<Checkpoint> checkpoints;

	private final NamedHandles<ConsumerGroup> groups;

	private final Failures failures;

	private final Times times;

	private final Timer latency;

	MicrometerPipeline(Instruments instruments, Sampler sampler, String name) {
		this.failures = instruments.failures();
		this.times = new Times(instruments, sampler);
		this.latency = instruments.timer(PipelineMeter.LATENCY, sampler, name);
		// A pipeline that is only told of ends, never of starts, has none in flight.
		instruments.gauge(PipelineMeter.RECORDS_IN_FLIGHT, this.inFlight, (sum) -> Math.max(0, sum.sum()), name);
		this.sources = new NamedHandles<>(instruments, PipelineMeter.RECORDS_RECEIVED, "source",
				(source) -> new MicrometerSource(instruments, name, source, this.inFlight), Source.NONE);
		this.stages = new NamedHandles<>(instruments, PipelineMeter.RECORDS_PROCESSED, "stage",
				(stage) -> new MicrometerStage(instruments, sampler, name, stage, this), Stage.NONE);
		this.sinks = new NamedHandles<>(instruments, PipelineMeter.RECORDS_DELIVERED, "sink",
				(sink) -> new MicrometerSink(instruments, name, sink, this, true), Sink.NONE);
		this.sideSinks = new NamedHandles<>(instruments, PipelineMeter.RECORDS_DELIVERED, "sink",
				(sink) -> new MicrometerSink(instruments, name, sink, this, false), Sink.NONE);
		this.buffers = new NamedHandles<>(instruments, PipelineMeter.BUFFER_SIZE, "stage",
				(stage) -> new BufferGauges(instruments, name, stage), BufferGauges.NONE);
		this.checkpoints = new NamedHandles<>(instruments, PipelineMeter.CHECKPOINTS, "checkpoint",
				(one) -> new MicrometerCheckpoint(instruments, name), Checkpoint.NONE);
		this.groups = new NamedHandles<>(instruments, PipelineMeter.REBALANCES, "group",
				(group) -> new MicrometerConsumerGroup(instruments, name, group), ConsumerGroup.NONE);
	}

	@Override
	public Source source(String name) {
		return this.sources.get(name);
	}

	@Override
	public Stage stage(String name) {
		return this.stages.get(name);
	}

	@Override
	public Sink sink(String name) {
		return this.sinks.get(name);
	}

	@Override
	public Sink sideSink(String name) {
		return this.sideSinks.get(name);
	}

	@Override
	public void ended(long records) {
		if (Counts.counts(this.failures, PipelineMeter.RECORDS_IN_FLIGHT, records)) {
			this.inFlight.add(-records);
		}
	}

	@Override
	public void latencySince(@Nullable Instant origin) {
		this.times.since(this.latency, origin);
	}

	@Override
	public Buffer buffer(String stage, LongSupplier size, LongSupplier capacity) {
		return this.buffers.get(stage).bind(size, capacity);
	}

	@Override
	public Checkpoint checkpoint() {
		return this.checkpoints.get("checkpoint");
	}

	@Override
	public ConsumerGroup group(String name) {
		return this.groups.get(name);
	}

}
