package io.sightglass.dashboards.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sightglass.dashboards.Printable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The community's list, {@code model_prices_and_context_window.json}: an object by model
 * of fields such as {@code input_cost_per_token_above_200k_tokens_priority}, in US
 * dollars of one unit.
 */
final class CommunityPrices {

	private static final int MAX_MODELS = 20_000;

	private static final int SHOWN = 200;

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
		.build();

	private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

	private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("input_cost_per_token", "input"),
			Map.entry("output_cost_per_token", "output"), Map.entry("cache_read_input_token_cost", "cache_read"),
			Map.entry("cache_creation_input_token_cost", "cache_write"),
			Map.entry("cache_creation_input_token_cost_above_1hr", "cache_write_1h"),
			Map.entry("output_cost_per_reasoning_token", "reasoning"),
			Map.entry("input_cost_per_audio_token", "audio_input"),
			Map.entry("output_cost_per_audio_token", "audio_output"),
			Map.entry("cache_read_input_audio_token_cost", "audio_cache_read"),
			Map.entry("cache_read_input_token_cost_per_audio_token", "audio_cache_read"),
			Map.entry("cache_creation_input_audio_token_cost", "audio_cache_write"),
			Map.entry("input_cost_per_image_token", "image_input_token"),
			Map.entry("output_cost_per_image_token", "image_output_token"),
			Map.entry("input_cost_per_image", "image_input"), Map.entry("output_cost_per_image", "image_output"),
			Map.entry("input_cost_per_second", "second_input"), Map.entry("output_cost_per_second", "second_output"),
			Map.entry("output_cost_per_video_per_second", "second_output"),
			Map.entry("input_cost_per_audio_per_second", "audio_second"),
			Map.entry("input_cost_per_video_per_second", "video_second"), Map.entry("input_cost_per_query", "query"),
			Map.entry("input_cost_per_request", "request"), Map.entry("input_cost_per_character", "character_input"),
			Map.entry("ocr_cost_per_page", "page"));

	private static final Map<String, String> TIERS = Map.of("batches", "batch", "flex", "flex", "priority", "priority");

	// The cache's hour is no length of a prompt.
	private static final Pattern FIELD = Pattern
		.compile("(.+?)(?:_above_(\\d{1,6})k_tokens)?(?:_(batches|flex|priority))?");

	private CommunityPrices() {
	}

	static List<PriceFact> read(String text) {
		List<PriceFact> facts = new ArrayList<>();
		String model = "";
		try (JsonParser json = JSON.createParser(text)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				throw new IllegalArgumentException("A list of prices is an object by model, but this one is none");
			}
			int models = 0;
			// One by one, as a tree has the last of two entries of a model alone.
			while (json.nextToken() == JsonToken.PROPERTY_NAME) {
				if (++models > MAX_MODELS) {
					throw new IllegalArgumentException("A list of prices has at most " + MAX_MODELS + " models");
				}
				model = json.currentName();
				json.nextToken();
				JsonNode fields = json.readValueAsTree();
				JsonNode provider = fields.path("litellm_provider");
				// An entry that only explains the fields.
				if (provider.isString() && !model.equals("sample_spec")) {
					new Entry(model, provider.asString(), fields, facts).read();
				}
			}
			if (json.nextToken() != null) {
				throw new IllegalArgumentException("The list of prices is no JSON: more follows its end");
			}
			return facts;
		}
		catch (DatabindException ex) {
			throw new IllegalArgumentException(
					"In the list of prices, " + Printable.of(model, SHOWN) + " has two of one field");
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The list of prices is no JSON: " + ex.getOriginalMessage());
		}
	}

	/**
	 * The fields of one model.
	 *
	 * @param key its name in the list
	 * @param provider who sells it
	 * @param fields the fields
	 * @param facts where its prices go
	 */
	private record Entry(String key, String provider, JsonNode fields, List<PriceFact> facts) {

		void read() {
			this.fields.properties().forEach((field) -> price(field.getKey(), field.getValue(), 0));
			this.fields.path("search_context_cost_per_query")
				.properties()
				.forEach((size) -> add(size.getKey().replace("search_context_size_", "search_"), "standard", 0,
						size.getValue()));
			JsonNode window = this.fields.path("max_input_tokens");
			if (window.isNumber()) {
				this.facts.add(new PriceFact(this.provider, model(), this.fields.path("mode").asString(""),
						PriceFact.CONTEXT_WINDOW, "standard", 0, window.decimalValue()));
			}
			for (JsonNode tier : this.fields.path("tiered_pricing")) {
				long above = tier.path("range").path(0).asLong(-1);
				if (above >= 0) {
					tier.properties().forEach((field) -> price(field.getKey(), field.getValue(), above));
				}
			}
		}

		private void price(String field, JsonNode value, long above) {
			Matcher parts = FIELD.matcher(field);
			String unit = parts.matches() ? UNITS.get(parts.group(1)) : null;
			if (unit == null) {
				if (field.contains("cost") && value.isNumber()) {
					leftOut(field);
				}
				return;
			}
			String over = parts.group(2);
			String tier = parts.group(3);
			add(unit, (tier != null) ? TIERS.getOrDefault(tier, tier) : "standard",
					(over != null) ? Long.parseLong(over) * 1000 : above, value);
		}

		private void add(String unit, String tier, long above, JsonNode value) {
			if (!value.isNumber()) {
				if (!value.isNull()) {
					leftOut(unit + ", of which a price is no number");
				}
				return;
			}
			BigDecimal usd = Amounts.checked(value.decimalValue());
			this.facts.add(new PriceFact(this.provider, model(), this.fields.path("mode").asString(""), unit, tier,
					above, PriceUnits.isToken(unit) ? usd.multiply(MILLION) : usd));
		}

		// A unit that no answer is billed by.
		private void leftOut(String what) {
			this.facts.add(new PriceFact(this.provider, model(), this.fields.path("mode").asString(""), what,
					"standard", 0, BigDecimal.ZERO));
		}

		// gemini/gemini-2.5-pro of gemini, vertex_ai/claude-opus-4-8 of
		// vertex_ai-anthropic_models.
		private String model() {
			int slash = this.key.indexOf('/');
			String path = (slash > 0) ? this.key.substring(0, slash).toLowerCase(Locale.ROOT) : "";
			boolean own = !path.isEmpty() && (this.provider.equals(path) || this.provider.startsWith(path + "-")
					|| this.provider.startsWith(path + "_"));
			return own ? this.key.substring(slash + 1) : this.key;
		}

	}

}
