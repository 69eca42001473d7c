package io.sightglass.meters.llm.price;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The lines of one model, of which some may hold for a time only.
 */
final class ModelLines {

	private final Map<Key, Line> lines = new HashMap<>();

	private long contextWindow;

	/**
	 * Adds a line.
	 * @param key what it is the price of
	 * @param rate the price
	 * @param number the line's number
	 * @return the number of a line before it that says another price of the same, or 0
	 */
	int add(Key key, long rate, int number) {
		Line before = this.lines.putIfAbsent(key, new Line(rate, number));
		return (before != null && before.rate() != rate) ? before.number() : 0;
	}

	/**
	 * Says how many tokens a prompt may have, which any line of the model may.
	 * @param tokens so many, or 0 where the line says nothing
	 * @return whether no line before says another number
	 */
	boolean contextWindow(long tokens) {
		boolean same = this.contextWindow == 0 || tokens == 0 || this.contextWindow == tokens;
		this.contextWindow = (this.contextWindow == 0) ? tokens : this.contextWindow;
		return same;
	}

	/**
	 * The prices of all days.
	 * @return them, by day
	 */
	DatedPrice.Periods periods() {
		TreeSet<Long> starts = new TreeSet<>();
		starts.add(Long.MIN_VALUE);
		this.lines.keySet().forEach((key) -> {
			starts.add(key.from());
			if (key.until() < Long.MAX_VALUE) {
				starts.add(key.until() + 1);
			}
		});
		long[] days = new long[starts.size()];
		@Nullable ModelPrice[] prices = new ModelPrice[starts.size()];
		int period = 0;
		for (long day : starts) {
			days[period] = day;
			prices[period++] = on(day);
		}
		return new DatedPrice.Periods(days, prices);
	}

	// Of two that hold on a day, the one that began last, and then the one that ends
	// first.
	private @Nullable ModelPrice on(long day) {
		List<Map.Entry<Key, Line>> held = new ArrayList<>();
		for (Map.Entry<Key, Line> line : this.lines.entrySet()) {
			if (line.getKey().from() <= day && day <= line.getKey().until()) {
				held.add(line);
			}
		}
		if (held.isEmpty()) {
			return null;
		}
		held.sort((one, other) -> {
			int began = Long.compare(one.getKey().from(), other.getKey().from());
			return (began != 0) ? began : Long.compare(other.getKey().until(), one.getKey().until());
		});
		ModelPriceBuilder price = ModelPrice.builder();
		held.forEach((line) -> price.rate(line.getKey().unit(), line.getKey().tier(), line.getKey().contextOver(),
				line.getValue().rate()));
		if (this.contextWindow > 0) {
			price.contextWindow(this.contextWindow);
		}
		return price.build();
	}

	/**
	 * What a line is the price of.
	 *
	 * @param unit the unit
	 * @param tier the tier
	 * @param contextOver how many tokens of the prompt are not long yet
	 * @param from the first day, in days since 1970
	 * @param until the last day
	 */
	record Key(LlmUnit unit, LlmTier tier, long contextOver, long from, long until) {

		Key(LlmUnit unit, LlmTier tier, long contextOver, @Nullable LocalDate from, @Nullable LocalDate until) {
			this(unit, tier, contextOver, (from != null) ? from.toEpochDay() : Long.MIN_VALUE,
					(until != null) ? until.toEpochDay() : Long.MAX_VALUE);
		}

		// A record's own are slow to begin with, and there are thousands of lines.
		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key key && this.unit == key.unit && this.tier == key.tier
					&& this.contextOver == key.contextOver && this.from == key.from && this.until == key.until;
		}

		@Override
		public int hashCode() {
			return (this.unit.ordinal() * 31 + this.tier.ordinal()) * 31
					+ Long.hashCode((this.contextOver * 31 + this.from) * 31 + this.until);
		}

	}

	private record Line(long rate, int number) {
	}

}
