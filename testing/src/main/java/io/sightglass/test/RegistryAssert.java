package io.sightglass.test;

import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.registry.catalogue.SelfMeter;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has of Sightglass's families and of meter sets, whatever prefix and
 * common tags the application gives them.
 */
public final class RegistryAssert extends AbstractAssert<RegistryAssert, MeterRegistry> {

	RegistryAssert(@Nullable MeterRegistry registry) {
		super(registry, RegistryAssert.class);
	}

	/**
	 * What a pipeline has recorded.
	 * @param name the pipeline's name
	 * @return an assertion on it
	 */
	public PipelineAssert pipeline(String name) {
		return described(new PipelineAssert(registry(), name));
	}

	/**
	 * What was recorded of an endpoint's connections, of all its protocols and roles.
	 * @param endpoint the endpoint's name
	 * @return an assertion on them
	 */
	public ConnectionsAssert connections(String endpoint) {
		return described(new ConnectionsAssert(registry(), Tags.of("endpoint", endpoint),
				"connections of \"" + endpoint + "\""));
	}

	/**
	 * What was recorded of an endpoint's connections.
	 * @param endpoint the endpoint's name
	 * @param protocol its protocol
	 * @param role which end this process is
	 * @return an assertion on them
	 */
	public ConnectionsAssert connections(String endpoint, String protocol, Role role) {
		return described(new ConnectionsAssert(registry(), endpoint(endpoint, protocol, role),
				"connections of \"" + endpoint + "\" (" + protocol + ", " + role.tag() + ")"));
	}

	/**
	 * What was recorded of an endpoint's bytes, of all its protocols and roles.
	 * @param endpoint the endpoint's name
	 * @return an assertion on them
	 */
	public TransportAssert transport(String endpoint) {
		return described(
				new TransportAssert(registry(), Tags.of("endpoint", endpoint), "transport of \"" + endpoint + "\""));
	}

	/**
	 * What was recorded of an endpoint's bytes.
	 * @param endpoint the endpoint's name
	 * @param protocol its protocol
	 * @param role which end this process is
	 * @return an assertion on them
	 */
	public TransportAssert transport(String endpoint, String protocol, Role role) {
		return described(new TransportAssert(registry(), endpoint(endpoint, protocol, role),
				"transport of \"" + endpoint + "\" (" + protocol + ", " + role.tag() + ")"));
	}

	/**
	 * What was recorded of the calls of a model.
	 * @param provider who runs it
	 * @param model its name, also as the request writes it
	 * @return an assertion on them
	 */
	public LlmAssert llm(String provider, String model) {
		return described(new LlmAssert(registry(), provider, model));
	}

	/**
	 * What was recorded of the HTTP server's requests.
	 * @param method the method
	 * @param uri the route, such as {@code /orders/{id}}
	 * @return an assertion on them
	 */
	public HttpAssert http(String method, String uri) {
		return described(new HttpAssert(registry(), method, uri));
	}

	/**
	 * What a meter set has recorded.
	 * @param <T> the interface
	 * @param type the interface
	 * @return an assertion on it
	 */
	public <T> SetAssert<T> set(Class<T> type) {
		return described(new SetAssert<>(registry(), type));
	}

	/**
	 * No connection and no stream is open, no LLM call and no HTTP request is in
	 * progress, and no record is in flight.
	 * @return this
	 */
	public RegistryAssert hasNothingOpen() {
		Predicate<Meter.Id> open = Readings.of(ConnectionMeter.ACTIVE, ConnectionMeter.STREAMS_ACTIVE, LlmMeter.ACTIVE,
				HttpMeter.REQUESTS_ACTIVE, PipelineMeter.RECORDS_IN_FLIGHT);
		return hasNone(open, "Expected nothing to be open, but there is still:");
	}

	/**
	 * No meter has failed: what goes wrong inside meters never reaches the application,
	 * and is counted in {@code sightglass_failures_total}.
	 * @return this
	 */
	public RegistryAssert hasNoFailures() {
		return hasNone(Readings.of(SelfMeter.FAILURES), "Expected no failure inside meters, but there were:");
	}

	private RegistryAssert hasNone(Predicate<Meter.Id> wanted, String message) {
		Readings readings = new Readings(registry());
		Predicate<Meter> shown = (meter) -> Readings.count(meter) != 0;
		if (readings.any(wanted, shown)) {
			throw failure("%s", message + System.lineSeparator() + readings.lines(wanted, shown));
		}
		return this;
	}

	private MeterRegistry registry() {
		isNotNull();
		return this.actual;
	}

	private <A extends AbstractAssert<A, ?>> A described(A part) {
		part.getWritableAssertionInfo().description(this.info.description());
		return part;
	}

	private static Tags endpoint(String endpoint, String protocol, Role role) {
		return Tags.of("endpoint", endpoint, "protocol", protocol, "role", role.tag());
	}

}
