package io.sightglass.dashboards.prices;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.sightglass.meters.llm.price.LlmUnit;
import org.jspecify.annotations.Nullable;

/**
 * The units of a list of others, as price files have them. Where a model is listed with
 * two prices for the same thing, that one is taken by which its answers are billed.
 */
final class PriceUnits {

	private static final Set<String> TOKENS = Set.of("input", "output", "cache_read", "cache_write", "cache_write_1h",
			"reasoning", "audio_input", "audio_output", "audio_cache_read", "audio_cache_write", "image_input_token",
			"image_output_token", "citation");

	private static final Map<String, LlmUnit> SAME = Map.ofEntries(Map.entry("image_input_token", LlmUnit.IMAGE_INPUT),
			Map.entry("image_output_token", LlmUnit.IMAGE_OUTPUT), Map.entry("page", LlmUnit.PAGE),
			Map.entry("request", LlmUnit.REQUEST), Map.entry("character_input", LlmUnit.CHARACTER));

	private static final Map<String, LlmUnit> TAGS = Arrays.stream(LlmUnit.values())
		.filter(LlmUnit::isToken)
		.filter((unit) -> unit != LlmUnit.IMAGE_INPUT && unit != LlmUnit.IMAGE_OUTPUT)
		.collect(Collectors.toMap(LlmUnit::tag, (unit) -> unit));

	private final String mode;

	// Those with a price above zero.
	private final Set<String> units;

	private PriceUnits(String mode, Set<String> units) {
		this.mode = mode;
		this.units = units;
	}

	static boolean isToken(String unit) {
		return TOKENS.contains(unit);
	}

	static PriceUnits of(List<PriceFact> model) {
		return new PriceUnits(model.get(0).mode(),
				model.stream()
					.filter((fact) -> fact.usd().signum() > 0)
					.map(PriceFact::unit)
					.collect(Collectors.toSet()));
	}

	/**
	 * The unit of a price.
	 * @param unit what the list calls it
	 * @return the unit, or null where it is none by which the model's answers are billed
	 */
	@Nullable LlmUnit of(String unit) {
		LlmUnit same = SAME.containsKey(unit) ? SAME.get(unit) : TAGS.get(unit);
		return (same != null) ? same : switch (unit) {
			// Nobody bills for writing sound to a cache: the list means reading it.
			case "audio_cache_write" -> has("audio_cache_read") ? null : LlmUnit.AUDIO_CACHE_READ;
			case "image_output" ->
				isAny("image_generation", "image_edit") && !has("image_output_token") ? LlmUnit.IMAGE : null;
			case "image_input" -> isAny("embedding")
					|| (isAny("image_generation", "image_edit") && !has("image_output") && !has("image_output_token"))
							? LlmUnit.IMAGE : null;
			case "second_input" ->
				isAny("audio_transcription") || (isFilm() && !has("second_output")) ? LlmUnit.SECOND : null;
			case "second_output" ->
				isFilm() || (isAny("audio_transcription") && !has("second_input")) ? LlmUnit.SECOND : null;
			case "video_second" -> isAny("embedding") && !has("input") ? LlmUnit.SECOND : null;
			case "audio_second" -> isAny("embedding") && !has("input") && !has("video_second") ? LlmUnit.SECOND : null;
			case "query" -> isAny("rerank") ? LlmUnit.RERANK : LlmUnit.SEARCH;
			case "search_medium" -> LlmUnit.SEARCH;
			case "search_low" -> has("search_medium") ? null : LlmUnit.SEARCH;
			case "search_high" -> has("search_medium") || has("search_low") ? null : LlmUnit.SEARCH;
			default -> null;
		};
	}

	private boolean isFilm() {
		return isAny("audio_speech", "video_generation");
	}

	private boolean isAny(String... modes) {
		return List.of(modes).contains(this.mode);
	}

	private boolean has(String unit) {
		return this.units.contains(unit);
	}

}
