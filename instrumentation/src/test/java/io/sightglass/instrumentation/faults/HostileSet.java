package io.sightglass.instrumentation.faults;

import java.time.Duration;
import java.util.List;

import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.set.Counters;
import io.sightglass.meters.set.EnumTag;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.MeterTable;
import io.sightglass.meters.set.NamedTag;
import io.sightglass.meters.set.SetMeter;
import io.sightglass.meters.set.SetMeters;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.OutcomeTimers;
import io.sightglass.meters.set.Stopwatch;
import io.sightglass.meters.set.Summaries;
import io.sightglass.meters.set.Timers;
import io.sightglass.registry.catalogue.MeterSpec;
import org.jspecify.annotations.NullUnmarked;

/**
 * A meter set with a method of each kind, and what the processor writes for it.
 */
@NullUnmarked
interface HostileSet {

	void sold(String shop, double amount);

	GaugeLevel open(Role role);

	void level(double value);

	void weighed(double grams);

	Timing packing(Role role);

	Stopwatch lasting();

	void took(Duration duration);

	/**
	 * What the processor writes.
	 */
	final class Factory implements MeterSetFactory<HostileSet> {

		private static final SetMeter SOLD = new SetMeter(MeterSpec.counter("set.sold", "Sold.", "shop"));

		private static final SetMeter OPEN = new SetMeter(MeterSpec.gauge("set.open", "Open.", "role"));

		private static final SetMeter LEVEL = new SetMeter(MeterSpec.gauge("set.level", "Level."));

		private static final SetMeter WEIGHT = new SetMeter(MeterSpec.summary("set.weight", "Weight."));

		private static final SetMeter PACKING = new SetMeter(
				MeterSpec.timer("set.packing", "Packing.", "role", "outcome"));

		private static final SetMeter LASTING = new SetMeter(MeterSpec.timer("set.lasting", "Lasting."));

		@Override
		public Class<HostileSet> type() {
			return HostileSet.class;
		}

		@Override
		public String name() {
			return "hostile";
		}

		@Override
		public String prefix() {
			return MeterSet.GLOBAL_PREFIX;
		}

		@Override
		public List<SetMeter> meters() {
			return List.of(SOLD, OPEN, LEVEL, WEIGHT, PACKING, LASTING);
		}

		@Override
		public HostileSet create(SetMeters meters) {
			return new Recording(meters);
		}

		@Override
		public HostileSet off() {
			return null;
		}

	}

	/**
	 * The set that records.
	 */
	final class Recording implements HostileSet {

		private final NamedTag shops;

		private final EnumTag<Role> roles = new EnumTag<>(Role.values());

		private final Counters sold;

		private final MeterTable<GaugeLevel> open;

		private final MeterTable<GaugeLevel> level;

		private final Summaries weight;

		private final OutcomeTimers packing;

		private final Timers lasting;

		Recording(SetMeters meters) {
			this.shops = meters.named(Factory.SOLD, "shop", 3);
			this.sold = meters.counters(Factory.SOLD, this.shops);
			this.open = meters.levels(Factory.OPEN, this.roles);
			this.level = meters.levels(Factory.LEVEL);
			this.weight = meters.summaries(Factory.WEIGHT);
			this.packing = meters.timings(Factory.PACKING, this.roles);
			this.lasting = meters.timers(Factory.LASTING);
		}

		@Override
		public void sold(String shop, double amount) {
			this.sold.increment(this.shops.slot(0, shop), amount);
		}

		@Override
		public GaugeLevel open(Role role) {
			return this.open.at(this.roles.slot(0, role));
		}

		@Override
		public void level(double value) {
			this.level.at(0).set(value);
		}

		@Override
		public void weighed(double grams) {
			this.weight.record(0, grams);
		}

		@Override
		public Timing packing(Role role) {
			return this.packing.start(this.roles.slot(0, role));
		}

		@Override
		public Stopwatch lasting() {
			return this.lasting.start(0);
		}

		@Override
		public void took(Duration duration) {
			this.lasting.record(0, duration);
		}

	}

}
