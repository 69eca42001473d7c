package io.sightglass.autoconfigure.llm;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

import io.sightglass.meters.llm.price.LlmUnit;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Prices among the properties: in USD a million tokens, or of one of any other unit.
 */
public final class LlmPrices {

	private LlmPrices() {
	}

	private static void put(Map<LlmUnit, BigDecimal> units, LlmUnit unit, @Nullable BigDecimal usd) {
		if (usd != null) {
			units.put(unit, usd);
		}
	}

	/**
	 * The price of a model.
	 *
	 * @param input Price of input tokens.
	 * @param output Price of output tokens; without a price where absent.
	 * @param cacheRead Price of tokens read from the cache; the input price where absent.
	 * @param cacheWrite Price of tokens written to the cache; the input price where
	 * absent.
	 * @param cacheWriteHour Price of tokens written to a cache that keeps them for an
	 * hour; the price of cache-write where absent.
	 * @param reasoning Price of reasoning tokens; the output price where absent.
	 * @param audioInput Price of input tokens of sound; the input price where absent.
	 * @param audioOutput Price of output tokens of sound; the output price where absent.
	 * @param audioCacheRead Price of tokens of sound read from the cache; the price of
	 * audio-input where absent.
	 * @param imageInput Price of input tokens of pictures; the input price where absent.
	 * @param imageOutput Price of output tokens of pictures; the output price where
	 * absent.
	 * @param image Price of a picture.
	 * @param second Price of a second of sound or film.
	 * @param page Price of a page.
	 * @param search Price of a search.
	 * @param rerank Price of a unit of ranking.
	 * @param character Price of a character.
	 * @param request Price of a request.
	 * @param batchDiscount Share from 0 to 1 that tokens of a batch call cost less.
	 * @param batch Prices of batch calls, if they differ.
	 * @param flex Prices of the flex tier, if they differ.
	 * @param priority Prices of the priority tier, if they differ.
	 * @param fast Prices of Anthropic's fast mode, whose tokens have no price where
	 * absent.
	 * @param provisioned Prices of capacity that is paid for as such, whose tokens have
	 * no price where absent.
	 * @param longContext Prices of calls with a long prompt, if they differ.
	 * @param contextWindow How many tokens a prompt of the model may have; 0 where that
	 * is not known.
	 */
	public record Price(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
			@Nullable BigDecimal cacheWrite, @Nullable BigDecimal cacheWriteHour, @Nullable BigDecimal reasoning,
			@Nullable BigDecimal audioInput, @Nullable BigDecimal audioOutput, @Nullable BigDecimal audioCacheRead,
			@Nullable BigDecimal imageInput, @Nullable BigDecimal imageOutput, @Nullable BigDecimal image,
			@Nullable BigDecimal second, @Nullable BigDecimal page, @Nullable BigDecimal search,
			@Nullable BigDecimal rerank, @Nullable BigDecimal character, @Nullable BigDecimal request,
			@DefaultValue("0") BigDecimal batchDiscount, @Nullable Tier batch, @Nullable Tier flex,
			@Nullable Tier priority, @Nullable Tier fast, @Nullable Tier provisioned, @Nullable LongContext longContext,
			@DefaultValue("0") long contextWindow) {

		Map<LlmUnit, BigDecimal> units() {
			return new Tier(this.input, this.output, this.cacheRead, this.cacheWrite, this.cacheWriteHour,
					this.reasoning, this.audioInput, this.audioOutput, this.audioCacheRead, this.imageInput,
					this.imageOutput, this.image, this.second, this.page, this.search, this.rerank, this.character,
					this.request)
				.units();
		}

	}

	/**
	 * The prices of a tier; what is absent is as usual.
	 *
	 * @param input Price of input tokens.
	 * @param output Price of output tokens.
	 * @param cacheRead Price of tokens read from the cache.
	 * @param cacheWrite Price of tokens written to the cache.
	 * @param cacheWriteHour Price of tokens written to a cache that keeps them for an
	 * hour.
	 * @param reasoning Price of reasoning tokens.
	 * @param audioInput Price of input tokens of sound.
	 * @param audioOutput Price of output tokens of sound.
	 * @param audioCacheRead Price of tokens of sound read from the cache.
	 * @param imageInput Price of input tokens of pictures.
	 * @param imageOutput Price of output tokens of pictures.
	 * @param image Price of a picture.
	 * @param second Price of a second of sound or film.
	 * @param page Price of a page.
	 * @param search Price of a search.
	 * @param rerank Price of a unit of ranking.
	 * @param character Price of a character.
	 * @param request Price of a request.
	 */
	public record Tier(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
			@Nullable BigDecimal cacheWrite, @Nullable BigDecimal cacheWriteHour, @Nullable BigDecimal reasoning,
			@Nullable BigDecimal audioInput, @Nullable BigDecimal audioOutput, @Nullable BigDecimal audioCacheRead,
			@Nullable BigDecimal imageInput, @Nullable BigDecimal imageOutput, @Nullable BigDecimal image,
			@Nullable BigDecimal second, @Nullable BigDecimal page, @Nullable BigDecimal search,
			@Nullable BigDecimal rerank, @Nullable BigDecimal character, @Nullable BigDecimal request) {

		Map<LlmUnit, BigDecimal> units() {
			Map<LlmUnit, BigDecimal> units = new EnumMap<>(LlmUnit.class);
			put(units, LlmUnit.INPUT, this.input);
			put(units, LlmUnit.OUTPUT, this.output);
			put(units, LlmUnit.CACHE_READ, this.cacheRead);
			put(units, LlmUnit.CACHE_WRITE, this.cacheWrite);
			put(units, LlmUnit.CACHE_WRITE_1H, this.cacheWriteHour);
			put(units, LlmUnit.REASONING, this.reasoning);
			put(units, LlmUnit.AUDIO_INPUT, this.audioInput);
			put(units, LlmUnit.AUDIO_OUTPUT, this.audioOutput);
			put(units, LlmUnit.AUDIO_CACHE_READ, this.audioCacheRead);
			put(units, LlmUnit.IMAGE_INPUT, this.imageInput);
			put(units, LlmUnit.IMAGE_OUTPUT, this.imageOutput);
			put(units, LlmUnit.IMAGE, this.image);
			put(units, LlmUnit.SECOND, this.second);
			put(units, LlmUnit.PAGE, this.page);
			put(units, LlmUnit.SEARCH, this.search);
			put(units, LlmUnit.RERANK, this.rerank);
			put(units, LlmUnit.CHARACTER, this.character);
			put(units, LlmUnit.REQUEST, this.request);
			return units;
		}

	}

	/**
	 * The price of a call whose prompt is long; what is absent is as with a short one.
	 *
	 * @param above Tokens of the prompt beyond which these prices hold.
	 * @param input Price of input tokens.
	 * @param output Price of output tokens.
	 * @param cacheRead Price of tokens read from the cache.
	 * @param cacheWrite Price of tokens written to the cache.
	 * @param cacheWriteHour Price of tokens written to a cache that keeps them for an
	 * hour.
	 * @param reasoning Price of reasoning tokens.
	 */
	public record LongContext(long above, @Nullable BigDecimal input, @Nullable BigDecimal output,
			@Nullable BigDecimal cacheRead, @Nullable BigDecimal cacheWrite, @Nullable BigDecimal cacheWriteHour,
			@Nullable BigDecimal reasoning) {

		Map<LlmUnit, BigDecimal> units() {
			return new Tier(this.input, this.output, this.cacheRead, this.cacheWrite, this.cacheWriteHour,
					this.reasoning, null, null, null, null, null, null, null, null, null, null, null, null)
				.units();
		}

	}

}
