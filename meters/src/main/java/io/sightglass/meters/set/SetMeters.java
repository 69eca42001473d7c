package io.sightglass.meters.set;

import java.util.function.Function;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.internal.Times;
import org.jspecify.annotations.Nullable;

/**
 * Where a generated class has its meters from.
 */
public final class SetMeters {

	/** At most so many counters of a method are made beforehand. */
	private static final int COUNTERS = 64;

	/** The same of timers and summaries, which may be twenty lines each. */
	private static final int DISTRIBUTIONS = 4;

	private final Instruments instruments;

	private final String prefix;

	private final Sampler sampler;

	private final Times times;

	private final boolean inAdvance;

	SetMeters(Instruments instruments, String prefix, Sampler sampler, boolean inAdvance) {
		this.instruments = instruments;
		this.prefix = prefix;
		this.sampler = sampler;
		this.times = new Times(instruments, sampler);
		this.inAdvance = inAdvance;
	}

	/**
	 * The counters of one method.
	 * @param meter what the method's annotations say
	 * @param axes its tags, in the order of the meter's keys
	 * @return one meter for each combination of tag values
	 */
	public Counters counters(SetMeter meter, TagAxis... axes) {
		return new Counters(table(COUNTERS, registrar(meter)::counter, axes), this.instruments.failures());
	}

	/**
	 * The gauges of one method that gives a {@link GaugeLevel}.
	 * @param meter what the method's annotations say
	 * @param axes its tags, in the order of the meter's keys
	 * @return one meter for each combination of tag values
	 */
	public MeterTable<GaugeLevel> levels(SetMeter meter, TagAxis... axes) {
		return new MeterTable<>(registrar(meter)::level, axes);
	}

	/**
	 * The distribution summaries of one method.
	 * @param meter what the method's annotations say
	 * @param axes its tags, in the order of the meter's keys
	 * @return one meter for each combination of tag values
	 */
	public Summaries summaries(SetMeter meter, TagAxis... axes) {
		return new Summaries(distributions(registrar(meter)::summary, axes), this.sampler, this.instruments.failures());
	}

	/**
	 * The timers of one method.
	 * @param meter what the method's annotations say
	 * @param axes its tags, in the order of the meter's keys
	 * @return one meter for each combination of tag values
	 */
	public Timers timers(SetMeter meter, TagAxis... axes) {
		return new Timers(distributions(registrar(meter)::timer, axes), this.times);
	}

	/**
	 * The timers of one method that gives a {@link Timing}; the last tag is the outcome.
	 * @param meter what the method's annotations say
	 * @param axes its tags, in the order of the meter's keys, without the outcome
	 * @return one meter for each combination of tag values
	 */
	public OutcomeTimers timings(SetMeter meter, TagAxis... axes) {
		EnumTag<Outcome> outcomes = enumeration(meter, Outcome.values(), Outcome::tag);
		TagAxis[] all = new TagAxis[axes.length + 1];
		System.arraycopy(axes, 0, all, 0, axes.length);
		all[axes.length] = outcomes;
		return new OutcomeTimers(distributions(registrar(meter)::timer, all), outcomes, this.times);
	}

	/**
	 * A tag of strings whose later values become "other", and counted where they are.
	 * @param meter the meter that it is a tag of
	 * @param key its key
	 * @param limit how many values it keeps
	 * @return the tag
	 */
	public NamedTag named(SetMeter meter, String key, int limit) {
		return new NamedTag(limit, new OtherValues(this.instruments, name(meter), key));
	}

	/**
	 * A tag of an enum whose values are its constants' names in lower case.
	 * @param <E> the enum
	 * @param constants all constants
	 * @return the tag
	 */
	public <E extends Enum<E>> EnumTag<E> enumeration(E[] constants) {
		return new EnumTag<>(constants);
	}

	/**
	 * A tag of an enum that names its values itself. A constant that fails to, or has no
	 * name, is called by its own in lower case, and the failure is counted.
	 * @param <E> the enum
	 * @param meter the meter that it is a tag of
	 * @param constants all constants
	 * @param naming a constant's tag value
	 * @return the tag
	 */
	public <E extends Enum<E>> EnumTag<E> enumeration(SetMeter meter, E[] constants,
			Function<E, @Nullable String> naming) {
		return new EnumTag<>(constants, naming,
				(failure) -> this.instruments.failures().record(meter.getName(), failure));
	}

	// What is never sampled has no empty series.
	private <M> MeterTable<M> distributions(MeterMaker<M> maker, TagAxis... axes) {
		return table((this.sampler != Sampler.NEVER) ? DISTRIBUTIONS : 0, maker, axes);
	}

	private <M> MeterTable<M> table(int most, MeterMaker<M> maker, TagAxis... axes) {
		MeterTable<M> table = new MeterTable<>(maker, axes);
		return this.inAdvance ? table.inAdvance(most) : table;
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

}
