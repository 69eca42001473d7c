package io.sightglass.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;

/**
 * A pipeline of a registry.
 */
final class MicrometerPipeline implements Pipeline {

	private final LongAdder inFlight = new LongAdder();

	private final Handles<Source> sources;

	private final Handles<Stage> stages;

	private final Handles<Sink> sinks;

	private final Handles<Sink> sideSinks;

	private final Handles<BufferGauges> buffers;

	private final Handles<Checkpoint> checkpoints;

	private final Handles<ConsumerGroup> groups;

	private final Clock clock;

	private final Sampler sampler;

	private final Timer latency;

	MicrometerPipeline(Instruments instruments, Sampler sampler, String name) {
		this.clock = instruments.registry().config().clock();
		this.sampler = sampler;
		this.latency = instruments.timer(PipelineMeter.LATENCY, sampler, name);
		// A pipeline that is only told of ends, never of starts, has none in flight.
		instruments.gauge(PipelineMeter.RECORDS_IN_FLIGHT, this.inFlight, (sum) -> Math.max(0, sum.sum()), name);
		this.sources = new Handles<>(instruments, PipelineMeter.RECORDS_RECEIVED, "source",
				(source) -> new MicrometerSource(instruments, name, source, this.inFlight), Source.NONE);
		this.stages = new Handles<>(instruments, PipelineMeter.RECORDS_PROCESSED, "stage",
				(stage) -> new MicrometerStage(instruments, sampler, name, stage, this), Stage.NONE);
		this.sinks = new Handles<>(instruments, PipelineMeter.RECORDS_DELIVERED, "sink",
				(sink) -> new MicrometerSink(instruments, name, sink, this, true), Sink.NONE);
		this.sideSinks = new Handles<>(instruments, PipelineMeter.RECORDS_DELIVERED, "sink",
				(sink) -> new MicrometerSink(instruments, name, sink, this, false), Sink.NONE);
		this.buffers = new Handles<>(instruments, PipelineMeter.BUFFER_SIZE, "stage",
				(stage) -> new BufferGauges(instruments, name, stage), BufferGauges.NONE);
		this.checkpoints = new Handles<>(instruments, PipelineMeter.CHECKPOINTS, "checkpoint",
				(one) -> new MicrometerCheckpoint(instruments, name), Checkpoint.NONE);
		this.groups = new Handles<>(instruments, PipelineMeter.REBALANCES, "group",
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
		if (records > 0) {
			this.inFlight.add(-records);
		}
	}

	@Override
	public void latencySince(long originMillis) {
		if (this.sampler.take()) {
			this.latency.record(Math.max(0, this.clock.wallTime() - originMillis), TimeUnit.MILLISECONDS);
		}
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
