package io.sightglass.app.llm;

import org.springframework.ai.tool.annotation.Tool;

/**
 * The assistant's tool.
 */
class Gauges {

	@Tool(name = "pressure", description = "The pressure in a pipe, in bar")
	String pressure(String pipe) {
		return pipe.isEmpty() ? "unknown" : "2.4";
	}

}
