package io.sightglass.set;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.Instruments;
import io.sightglass.registry.Folds;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.Outcome;

/**
 * Where a generated class has its meters from.
 */
public final class SetMeters {

	private final Instruments instruments;

	private final String prefix;

	private final Sampler sampler;

	SetMeters(Instruments instruments, String prefix, Sampler sampler) {
		this.instruments = instruments;
		this.prefix = prefix;
		this.sampler = sampler;
	}

	public MeterTable<Counter> counters(SetMeter meter, TagAxis... axes) {
		return new MeterTable<>(registrar(meter)::counter, axes);
	}

	public MeterTable<Level> levels(SetMeter meter, TagAxis... axes) {
		return new MeterTable<>(registrar(meter)::level, axes);
	}

	public Summaries summaries(SetMeter meter, TagAxis... axes) {
		return new Summaries(new MeterTable<>(registrar(meter)::summary, axes), this.sampler);
	}

	public Timers timers(SetMeter meter, TagAxis... axes) {
		return new Timers(new MeterTable<>(registrar(meter)::timer, axes), this.sampler, clock());
	}

	public SpanTimers spans(SetMeter meter, TagAxis... axes) {
		EnumTag<Outcome> outcomes = new EnumTag<>(Outcome.values(), Outcome::tag);
		TagAxis[] all = new TagAxis[axes.length + 1];
		System.arraycopy(axes, 0, all, 0, axes.length);
		all[axes.length] = outcomes;
		MeterTable<Timer> table = new MeterTable<>(registrar(meter)::timer, all);
		return new SpanTimers(table, outcomes, this.sampler, clock());
	}

	/**
	 * A tag of strings whose later values become "other", and counted where they are.
	 * @param meter the meter that it is a tag of
	 * @param key its key
	 * @param limit how many values it keeps
	 * @return the tag
	 */
	public NamedTag named(SetMeter meter, String key, int limit) {
		return new NamedTag(limit, new Folds(this.instruments, name(meter), key));
	}

	private SetRegistrar registrar(SetMeter meter) {
		return new SetRegistrar(this.instruments, meter, name(meter), this.sampler);
	}

	private String name(SetMeter meter) {
		if (this.prefix.equals(MeterSet.GLOBAL_PREFIX)) {
			return this.instruments.name(meter);
		}
		return this.prefix.isEmpty() ? meter.getName() : this.prefix + "." + meter.getName();
	}

	private Clock clock() {
		MeterRegistry registry = this.instruments.registry();
		return registry.config().clock();
	}

}
