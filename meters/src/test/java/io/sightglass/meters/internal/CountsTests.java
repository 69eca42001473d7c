package io.sightglass.meters.internal;

import java.util.List;
import java.util.function.LongConsumer;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.transport.TransportMeters;
import io.sightglass.meters.transport.TransportMeters.ByteSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A count of bytes or records that cannot be is a failure, and spoils no sum.
 */
class CountsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	@Test
	void whatCannotBeIsNotAdded() {
		TransportMeters.Endpoint endpoint = TransportMeters.in(this.instruments, Sampler.ALWAYS)
			.endpoint("shop", "tcp", Role.SERVER);
		HttpMeters http = HttpMeters.in(this.instruments, Sampler.ALWAYS);
		Pipeline pipeline = PipelineMeters.in(this.instruments, Sampler.ALWAYS).pipeline("orders");
		List<LongConsumer> counts = List.of(endpoint::sent, endpoint::received, (count) -> endpoint.sent(1, count),
				(count) -> endpoint.received(1, count), endpoint::retransmitted, pipeline.source("in")::received,
				pipeline.stage("a")::processed, pipeline.stage("a")::filtered, pipeline.stage("a")::cancelled,
				(count) -> pipeline.stage("a").failed(count, null), pipeline.sink("out")::delivered,
				(count) -> pipeline.stage("a").start(count).done(), (count) -> {
					HttpExchange exchange = http.start();
					exchange.answered("http.server.requests", KeyValues.empty(), "none");
					exchange.transferred(count, count);
				});
		for (LongConsumer count : counts) {
			for (long most : new long[] { Long.MAX_VALUE, Long.MAX_VALUE, Counts.MOST + 1, Long.MIN_VALUE, -1 }) {
				count.accept(most);
			}
			count.accept(5);
		}
		for (Meter meter : this.registry.getMeters()) {
			for (Measurement measurement : meter.measure()) {
				boolean time = meter.getId().getType() == Meter.Type.TIMER;
				assertThat(measurement.getValue()).as(meter.getId() + " " + measurement)
					.satisfies((value) -> assertThat(time || (value >= 0 && value < 1000)).isTrue());
			}
		}
		assertThat(this.registry.get("transport.sent").counter().count()).isEqualTo(11);
		assertThat(this.registry.get("pipeline.records.received").counter().count()).isEqualTo(5);
		assertThat(this.registry.get("sightglass.failures").counters()).isNotEmpty();
	}

	@Test
	void aSourceOfBytesThatCannotBeKeepsWhatItSaid() {
		double[] bytes = { 7 };
		TransportMeters.in(this.instruments, Sampler.ALWAYS).watch("shop", "tcp", Role.SERVER, new ByteSource() {

			@Override
			public double sent() {
				return bytes[0];
			}

			@Override
			public double received() {
				return bytes[0];
			}

		});
		for (double next : new double[] { 7, Double.POSITIVE_INFINITY, 1e300, Long.MAX_VALUE, Double.NaN, -1 }) {
			bytes[0] = next;
			assertThat(this.registry.get("transport.sent").functionCounter().count()).isEqualTo(7);
		}
		bytes[0] = 9;
		assertThat(this.registry.get("transport.sent").functionCounter().count()).isEqualTo(9);
	}

}
