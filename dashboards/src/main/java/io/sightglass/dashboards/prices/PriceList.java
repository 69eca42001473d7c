package io.sightglass.dashboards.prices;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.sightglass.dashboards.Printable;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.PriceTable;

/**
 * A price file, made of a list of others.
 *
 * @param text the file
 * @param notes what of the list is not in it, and what is changed
 */
public record PriceList(String text, List<String> notes) {

	private static final int SHOWN = 5;

	private static final int LONGEST_NAME = 200;

	private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(100_000_000);

	// No model is so dear; lists have prices that are a thousand times too high.
	private static final BigDecimal DEAREST = BigDecimal.valueOf(1000);

	/**
	 * Makes a price file.
	 * @param list the community's list as JSON, or facts as CSV
	 * @param date the day of the list
	 * @return the file
	 * @throws IllegalArgumentException where the list is none, or has no prices
	 */
	public static PriceList of(String list, LocalDate date) {
		List<PriceFact> facts = list.stripLeading().startsWith("{") ? CommunityPrices.read(list) : FactList.read(list);
		return new Lines().add(facts).list(date);
	}

	/**
	 * The lines so far.
	 */
	private static final class Lines {

		private final TreeMap<PriceKey, BigDecimal> prices = new TreeMap<>(PriceKey.ORDER);

		private final Map<List<String>, Long> windows = new HashMap<>();

		private final Map<String, List<String>> notes = new LinkedHashMap<>();

		Lines add(List<PriceFact> facts) {
			Map<List<String>, List<PriceFact>> models = new LinkedHashMap<>();
			facts.forEach((fact) -> models
				.computeIfAbsent(List.of(fact.provider(), fact.model(), fact.mode()), (model) -> new ArrayList<>())
				.add(fact));
			models.values().forEach(this::model);
			return this;
		}

		private void model(List<PriceFact> facts) {
			String listed = facts.get(0).provider();
			String provider = ListedNames.provider(listed);
			String model = ListedNames.model(listed, facts.get(0).model());
			String shown = provider + "/" + model;
			if (!isName(provider) || !isName(model)) {
				note("names that are none", shown);
				return;
			}
			if (ListedNames.isReserved(model)) {
				note("prices of reserved capacity", shown);
				return;
			}
			if (facts.stream().anyMatch((fact) -> PriceUnits.isToken(fact.unit()) && !isLikely(fact.usd()))) {
				note("prices that cannot be", shown);
				return;
			}
			PriceUnits units = PriceUnits.of(facts);
			Map<PriceKey, BigDecimal> own = new TreeMap<>(PriceKey.ORDER);
			for (PriceFact fact : facts) {
				if (fact.unit().equals(PriceFact.CONTEXT_WINDOW)) {
					window(List.of(provider, model), fact.usd());
					continue;
				}
				LlmUnit unit = units.of(fact.unit());
				if (unit == null || fact.usd().signum() < 0) {
					note(fact.unit(), shown);
					continue;
				}
				BigDecimal usd = Amounts.written(fact.usd(), unit.isToken());
				if (usd.signum() == 0 && fact.usd().signum() > 0) {
					note("prices that are too small to write", shown);
					continue;
				}
				put(own, new PriceKey(provider, model, unit, LlmTier.of(fact.tier()), fact.contextOver()), usd);
			}
			Published.complete(own, facts.get(0).mode());
			own.forEach((key, usd) -> put(this.prices, key, usd));
		}

		// A model may be listed for more than one purpose.
		private void window(List<String> model, BigDecimal tokens) {
			if (tokens.compareTo(BigDecimal.ONE) >= 0 && tokens.compareTo(MOST_TOKENS) <= 0) {
				this.windows.merge(model, tokens.longValue(), Math::max);
			}
		}

		private static boolean isName(String name) {
			return !name.isBlank() && name.length() <= LONGEST_NAME && !name.endsWith("/")
					&& name.codePoints().noneMatch(Character::isISOControl);
		}

		private static boolean isLikely(BigDecimal usd) {
			return usd.compareTo(DEAREST) <= 0;
		}

		// Too much rather than too little.
		private void put(Map<PriceKey, BigDecimal> prices, PriceKey key, BigDecimal usd) {
			BigDecimal other = prices.putIfAbsent(key, usd);
			if (other != null && other.compareTo(usd) != 0) {
				prices.put(key, other.max(usd));
				note("two prices of the same, the higher one is taken", key.provider() + "/" + key.model());
			}
		}

		private void note(String what, String model) {
			this.notes.computeIfAbsent(what, (key) -> new ArrayList<>()).add(model);
		}

		PriceList list(LocalDate date) {
			StringBuilder text = new StringBuilder("# date: ").append(date)
				.append("\n# USD of a million tokens, else of one unit; the tier is standard where none is said.\n")
				.append("provider,model,unit,tier,context_over,usd")
				.append(this.windows.isEmpty() ? "\n" : ",context_window\n");
			this.prices.forEach((key, usd) -> {
				Long window = this.windows.remove(List.of(key.provider(), key.model()));
				text.append(key.line(usd)).append((window != null) ? "," + window : "").append('\n');
			});
			checked(text.toString());
			return new PriceList(text.toString(), shown());
		}

		private static void checked(String text) {
			try {
				PriceTable.read(new StringReader(text));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private List<String> shown() {
			return this.notes.entrySet().stream().map((note) -> {
				List<String> models = note.getValue().stream().distinct().toList();
				return "%s: %d models, such as %s".formatted(Printable.of(note.getKey(), LONGEST_NAME), models.size(),
						Printable.of(String.join(", ", models.subList(0, Math.min(SHOWN, models.size()))),
								LONGEST_NAME * SHOWN));
			}).toList();
		}

	}

}
