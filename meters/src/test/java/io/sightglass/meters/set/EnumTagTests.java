package io.sightglass.meters.set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.registry.catalogue.MeterSpec;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EnumTagTests {

	private static final SetMeter OPEN = new SetMeter(MeterSpec.gauge("orders.open", "Open.", "state"));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final SetMeters meters = new SetMeters(new Instruments(this.registry), "", Sampler.ALWAYS, true);

	private final EnumTag<State> tag = this.meters.enumeration(OPEN, State.values(), State::tag);

	private final MeterTable<GaugeLevel> table = this.meters.levels(OPEN, this.tag);

	@Test
	void callsAConstantThatCannotNameItselfByItsOwnName() {
		for (State state : State.values()) {
			level(state).up();
		}
		for (String named : new String[] { "nothing", "blank", "throwing" }) {
			assertThat(value(named)).isOne();
		}
		assertThat(this.registry.get("sightglass.failures").tag("family", "orders").counter().count()).isEqualTo(3);
	}

	@Test
	void isOneGaugeForConstantsOfOneValue() {
		level(State.OPEN).set(3);
		level(State.WAITING).add(4);
		level(State.ABSENT).up();
		this.table.at(this.tag.slot(0, null)).up();
		assertThat(value("open")).isEqualTo(7);
		assertThat(value("none")).isEqualTo(2);
	}

	private GaugeLevel level(State state) {
		return this.table.at(this.tag.slot(0, state));
	}

	private double value(String state) {
		return this.registry.get("orders.open").tag("state", state).gauge().value();
	}

	@NullUnmarked
	enum State {

		OPEN, WAITING, NOTHING, BLANK, THROWING, ABSENT;

		String tag() {
			return switch (this) {
				case OPEN, WAITING -> "open";
				case NOTHING -> null;
				case BLANK -> " ";
				case THROWING -> throw new IllegalStateException("no name");
				case ABSENT -> "none";
			};
		}

	}

}
