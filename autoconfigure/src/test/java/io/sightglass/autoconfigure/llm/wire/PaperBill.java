package io.sightglass.autoconfigure.llm.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import org.jspecify.annotations.Nullable;

/**
 * The price file by rules as docs/llm.md writes them, in decimal numbers and with no
 * class of ours but the names of units and tiers.
 */
final class PaperBill {

	private static final String FILE = "/io/sightglass/meters/llm/price/prices-2026-08-06.csv";

	private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");

	private static final Map<String, String> INSTEAD = Map.of("cache_read", "input", "cache_write", "input",
			"cache_write_1h", "cache_write", "reasoning", "output", "audio_input", "input", "audio_output", "output",
			"audio_cache_read", "audio_input", "image_input", "input", "image_output", "output");

	// What is no token.
	private static final Set<String> UNITS = Set.of("image", "second", "page", "search", "rerank", "character",
			"request");

	private static final Set<String> PROMPT = Set.of("input", "cache_read", "cache_write", "cache_write_1h",
			"audio_input", "audio_cache_read", "image_input");

	// Of each model, by unit and tier, and by the context that it is over.
	private final Map<Model, Map<String, NavigableMap<Long, BigDecimal>>> prices = new LinkedHashMap<>();

	private PaperBill() {
	}

	static PaperBill read() throws IOException {
		PaperBill bill = new PaperBill();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(
				Objects.requireNonNull(PaperBill.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				String[] cells = line.split(",", -1);
				if (cells.length >= 6 && !line.startsWith("#") && !line.startsWith("provider,")) {
					bill.add(cells);
				}
			}
		}
		return bill;
	}

	private void add(String[] cells) {
		String tier = cells[3].isEmpty() ? "standard" : cells[3];
		long context = cells[4].isEmpty() ? -1 : Long.parseLong(cells[4]);
		this.prices.computeIfAbsent(new Model(cells[0], cells[1]), (model) -> new HashMap<>())
			.computeIfAbsent(cells[2] + tier, (unit) -> new TreeMap<>())
			.put(context, new BigDecimal(cells[5]));
	}

	List<Model> models() {
		return new ArrayList<>(this.prices.keySet());
	}

	boolean isBilledByTokens(Model model) {
		return of(model).containsKey("inputstandard");
	}

	long longestContext(Model model) {
		return Math.max(0, of(model).values().stream().mapToLong(NavigableMap::lastKey).max().orElseThrow());
	}

	private Map<String, NavigableMap<Long, BigDecimal>> of(Model model) {
		return Objects.requireNonNull(this.prices.get(model));
	}

	static long prompt(Map<LlmUnit, Long> amounts) {
		return amounts.entrySet()
			.stream()
			.filter((amount) -> PROMPT.contains(amount.getKey().tag()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	BigDecimal usd(Model model, LlmTier tier, Map<LlmUnit, Long> amounts) {
		return usd(model, tier, amounts, prompt(amounts));
	}

	BigDecimal usd(Model model, LlmTier tier, Map<LlmUnit, Long> amounts, long prompt) {
		BigDecimal sum = BigDecimal.ZERO;
		for (Map.Entry<LlmUnit, Long> amount : amounts.entrySet()) {
			String unit = amount.getKey().tag();
			BigDecimal usd = price(model, unit, tier.tag(), prompt);
			if (usd != null) {
				BigDecimal each = amount.getKey().isToken() ? usd.multiply(MILLIONTH) : usd;
				sum = sum.add(each.multiply(BigDecimal.valueOf(amount.getValue())));
			}
		}
		return sum;
	}

	private @Nullable BigDecimal price(Model model, String unit, String tier, long prompt) {
		BigDecimal own = listed(model, unit, tier, prompt);
		boolean alone = tier.equals("fast") || tier.equals("provisioned")
				|| (tier.equals("priority") && model.provider().equals("anthropic"));
		if (own == null && !(alone && !UNITS.contains(unit))) {
			own = listed(model, unit, "standard", prompt);
		}
		String instead = INSTEAD.get(unit);
		return (own != null || instead == null) ? own : price(model, instead, tier, prompt);
	}

	private @Nullable BigDecimal listed(Model model, String unit, String tier, long prompt) {
		NavigableMap<Long, BigDecimal> prices = of(model).get(unit + tier);
		// Over 200,000 tokens is 200,001.
		Map.Entry<Long, BigDecimal> held = (prices != null) ? prices.lowerEntry(prompt) : null;
		return (held != null) ? held.getValue() : null;
	}

	/**
	 * A model of the file.
	 *
	 * @param provider who sells it
	 * @param name its name
	 */
	record Model(String provider, String name) {
	}

}
