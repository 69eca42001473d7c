package io.sightglass.app.llm;

import io.sightglass.app.incidents.Incident;

import org.springframework.stereotype.Component;

/**
 * Somebody has switched the assistant to the dearest model of the price book.
 */
@Component
class ExpensiveModel implements Incident {

	static final String MODEL = "gpt-5.5-pro";

	private final Assistant assistant;

	ExpensiveModel(Assistant assistant) {
		this.assistant = assistant;
	}

	@Override
	public String kind() {
		return "expensive-model";
	}

	@Override
	public String shows() {
		return "The assistant asks " + MODEL + " about everything: llm_cost_usd_total, and the budget is spent";
	}

	@Override
	public void play() {
		this.assistant.ask(MODEL, "What is the meaning of pressure?");
	}

}
