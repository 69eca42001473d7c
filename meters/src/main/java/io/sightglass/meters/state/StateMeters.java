package io.sightglass.meters.state;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.PerRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What the application is: set here, shown until set otherwise. A scrape asks nobody.
 *
 * <pre>
 * build_info{revision="9f1c2ab",version="1.4.0"} 1
 * health_status{component="db"} 1.0
 * cluster_leader{role="orders"} 1.0
 * </pre>
 */
public interface StateMeters {

	/** Shows nothing. */
	StateMeters NONE = new StateMeters() {
	};

	/**
	 * Which build runs.
	 * @param version the version, if known
	 * @param revision the revision of the sources, if known
	 */
	default void build(@Nullable String version, @Nullable String revision) {
	}

	/**
	 * How a component is.
	 * @param component the component's name
	 * @param value 1 up, 0.5 unknown, 0.25 out of service, 0 down
	 */
	default void health(String component, double value) {
	}

	/**
	 * Whether this instance leads a role.
	 * @param role the role that is elected
	 * @param leader whether it is this instance
	 */
	default void leader(String role, boolean leader) {
	}

	/**
	 * The term of a role's election.
	 * @param role the role that is elected
	 * @param term the current term
	 */
	default void term(String role, long term) {
	}

	/**
	 * How many members a cluster or service has.
	 * @param type the type of the members
	 * @param count how many there are
	 */
	default void members(String type, long count) {
	}

	/**
	 * The state of a registry, under the catalogue's own names; what there is already,
	 * where there is.
	 * @param registry where they go
	 * @return the same for the same registry
	 */
	static StateMeters in(MeterRegistry registry) {
		return PerRegistry.get(registry, StateMeters.class,
				() -> new MicrometerStateMeters(new Instruments(registry), () -> {
				}));
	}

	/**
	 * State that is shown through instruments.
	 * @param instruments where meters come from
	 * @return the state
	 */
	static StateMeters in(Instruments instruments) {
		return in(instruments, () -> {
		});
	}

	/**
	 * State that is shown through instruments, and learnt anew when somebody looks.
	 * @param instruments where meters come from
	 * @param looked called at each look, which it must not delay
	 * @return the state
	 */
	static StateMeters in(Instruments instruments, Runnable looked) {
		return PerRegistry.offer(instruments.registry(), StateMeters.class,
				new MicrometerStateMeters(instruments, looked));
	}

}
