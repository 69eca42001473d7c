package io.sightglass.autoconfigure.llm.http;

import io.sightglass.llm.LlmCall;

/**
 * A call that another integration measures, which does not see its first token.
 *
 * @param call the call
 */
record FirstTokenOnly(LlmCall call) implements LlmCall {

	@Override
	public void firstToken() {
		this.call.firstToken();
	}

}
