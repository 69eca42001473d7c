package io.sightglass.meters.llm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import org.jspecify.annotations.Nullable;

/**
 * The price file by rules as docs/llm.md writes them, in decimal numbers and with no
 * class of ours but the names of units and tiers.
 */
final class PaperBill {

	private static final String FILE = "price/prices-2026-08-06.csv";

	private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");

	private static final Map<String, String> INSTEAD = Map.of("cache_read", "input", "cache_write", "input",
			"cache_write_1h", "cache_write", "reasoning", "output", "audio_input", "input", "audio_output", "output",
			"audio_cache_read", "audio_input", "image_input", "input", "image_output", "output");

	private static final Set<String> PROMPT = Set.of("input", "cache_read", "cache_write", "cache_write_1h",
			"audio_input", "audio_cache_read", "image_input");

	// provider,model,unit,tier,context_over
	private final Map<String, BigDecimal> prices = new HashMap<>();

	private final Map<Model, TreeSet<Long>> contexts = new LinkedHashMap<>();

	private final Set<Model> byTokens = new HashSet<>();

	private PaperBill() {
	}

	static PaperBill read() throws IOException {
		PaperBill bill = new PaperBill();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(
				Objects.requireNonNull(PaperBill.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				String[] cells = line.split(",", -1);
				if (cells.length == 6 && !line.startsWith("#") && !line.startsWith("provider,")) {
					bill.add(cells);
				}
			}
		}
		return bill;
	}

	private void add(String[] cells) {
		String tier = cells[3].isEmpty() ? "standard" : cells[3];
		long context = cells[4].isEmpty() ? 0 : Long.parseLong(cells[4]);
		this.prices.put(key(cells[0], cells[1], cells[2], tier, context), new BigDecimal(cells[5]));
		Model model = new Model(cells[0], cells[1]);
		this.contexts.computeIfAbsent(model, (one) -> new TreeSet<>(List.of(0L))).add(context);
		if (cells[2].equals("input")) {
			this.byTokens.add(model);
		}
	}

	boolean isBilledByTokens(Model model) {
		return this.byTokens.contains(model);
	}

	List<Model> models() {
		return new ArrayList<>(this.contexts.keySet());
	}

	TreeSet<Long> contexts(Model model) {
		return Objects.requireNonNull(this.contexts.get(model));
	}

	static long prompt(Map<LlmUnit, Long> amounts) {
		return amounts.entrySet()
			.stream()
			.filter((amount) -> PROMPT.contains(amount.getKey().tag()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	BigDecimal usd(Model model, LlmTier tier, Map<LlmUnit, Long> amounts) {
		long prompt = prompt(amounts);
		BigDecimal sum = BigDecimal.ZERO;
		for (Map.Entry<LlmUnit, Long> amount : amounts.entrySet()) {
			String unit = amount.getKey().name().toLowerCase(Locale.ROOT);
			BigDecimal usd = price(model, unit, tier.name().toLowerCase(Locale.ROOT), prompt);
			if (usd != null) {
				BigDecimal each = amount.getKey().isToken() ? usd.multiply(MILLIONTH) : usd;
				sum = sum.add(each.multiply(BigDecimal.valueOf(amount.getValue())));
			}
		}
		return sum;
	}

	private @Nullable BigDecimal price(Model model, String unit, String tier, long prompt) {
		BigDecimal own = listed(model, unit, tier, prompt);
		own = (own != null) ? own : listed(model, unit, "standard", prompt);
		String instead = INSTEAD.get(unit);
		return (own != null || instead == null) ? own : price(model, instead, tier, prompt);
	}

	private @Nullable BigDecimal listed(Model model, String unit, String tier, long prompt) {
		// Beyond 200,000 tokens means more than 200,000.
		for (long context : contexts(model).descendingSet()) {
			BigDecimal usd = this.prices.get(key(model.provider(), model.name(), unit, tier, context));
			if ((context == 0 || prompt > context) && usd != null) {
				return usd;
			}
		}
		return null;
	}

	private static String key(String provider, String model, String unit, String tier, long context) {
		return String.join("\n", provider, model, unit, tier, Long.toString(context));
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
