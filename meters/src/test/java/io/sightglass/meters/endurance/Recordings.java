package io.sightglass.meters.endurance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Sink;
import io.sightglass.meters.pipeline.Source;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.pipeline.StageStep;
import io.sightglass.meters.transport.TransportMeters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the threads record, and what the registry must say of it in the end.
 */
final class Recordings {

	/**
	 * Recordings of one round: a record in, a step with its time, bytes, a record out.
	 */
	static final int A_ROUND = 6;

	private final PrometheusMeterRegistry registry;

	private final Source source;

	private final Stage stage;

	private final Sink sink;

	private final TransportMeters.Endpoint bytes;

	private final ConnectionMeters.Endpoint connections;

	private final LongAdder rounds = new LongAdder();

	private final LongAdder filtered = new LongAdder();

	private final LongAdder opened = new LongAdder();

	Recordings(PrometheusMeterRegistry registry) {
		this.registry = registry;
		Instruments instruments = new Instruments(registry);
		Pipeline pipeline = PipelineMeters.in(instruments, Sampler.ALWAYS).pipeline("endurance");
		this.source = pipeline.source("in");
		this.stage = pipeline.stage("work");
		this.sink = pipeline.sink("out");
		this.bytes = TransportMeters.in(instruments, Sampler.ALWAYS).endpoint("endurance", "tcp", Role.SERVER);
		this.connections = ConnectionMeters.in(instruments, Sampler.ALWAYS).endpoint("endurance", "tcp", Role.SERVER);
	}

	/**
	 * Records on one thread.
	 * @param times how many rounds
	 */
	void record(long times) {
		long dropped = 0;
		try (OpenConnection connection = this.connections.opened()) {
			for (long i = 0; i < times; i++) {
				this.source.received();
				try (StageStep step = this.stage.start()) {
					if (i % 16 == 0) {
						step.filtered();
						dropped++;
					}
					else {
						step.done();
						this.sink.delivered();
					}
				}
				this.bytes.sent(100);
			}
			assertThat(connection.isOpen()).isTrue();
		}
		this.rounds.add(times);
		this.filtered.add(dropped);
		this.opened.increment();
	}

	void requireExact() {
		double all = this.rounds.sum();
		double dropped = this.filtered.sum();
		assertThat(counter("pipeline.records.received")).isEqualTo(all);
		assertThat(this.registry.get("pipeline.records.processed").tag("outcome", "success").counter().count())
			.isEqualTo(all - dropped);
		assertThat(this.registry.get("pipeline.records.processed").tag("outcome", "filtered").counter().count())
			.isEqualTo(dropped);
		assertThat(counter("pipeline.records.delivered")).isEqualTo(all - dropped);
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isEqualTo((long) all);
		assertThat(this.registry.get("pipeline.stage.duration").timer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
		assertThat(counter("transport.sent")).isEqualTo(all * 100);
		assertThat(counter("connections")).isEqualTo(this.opened.sum());
		assertThat(this.registry.get("connections.active").gauge().value()).isZero();
		assertThat(this.registry.get("pipeline.records.in.flight").tag("pipeline", "endurance").gauge().value())
			.isZero();
		assertThat(this.registry.find("sightglass.failures").counters()).isEmpty();
	}

	double active() {
		return this.registry.get("connections.active").gauge().value();
	}

	private double counter(String name) {
		double sum = 0;
		for (var counter : this.registry.find(name).counters()) {
			sum += counter.count();
		}
		for (FunctionCounter counter : this.registry.find(name).functionCounters()) {
			sum += counter.count();
		}
		return sum;
	}

}
