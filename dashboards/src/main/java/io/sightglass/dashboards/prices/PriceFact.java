package io.sightglass.dashboards.prices;

import java.math.BigDecimal;

/**
 * One price as a list of others has it.
 *
 * @param provider the provider's name there
 * @param model the model
 * @param mode what the model is for, such as {@code chat} or {@code audio_speech}
 * @param unit what is paid for, such as {@code input} or {@code second_output}
 * @param tier the tier as a price file names it
 * @param contextOver beyond how many tokens of the prompt it holds, 0 for all
 * @param usd US dollars of a million tokens, or of one of any other unit; tokens where
 * the unit is {@link #CONTEXT_WINDOW}
 */
record PriceFact(String provider, String model, String mode, String unit, String tier, long contextOver,
		BigDecimal usd) {

	/** The unit of a fact that is no price: how many tokens a prompt may have. */
	static final String CONTEXT_WINDOW = "context_window";

}
