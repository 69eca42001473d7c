package io.sightglass.autoconfigure.llm.clients;

/**
 * A way to ask a model.
 *
 * @param name the wire, the library and the method, such as {@code openai/sdk/stream}
 * @param ask asks
 */
record Client(String name, Ask ask) {

	String wire() {
		return this.name.substring(0, this.name.indexOf('/'));
	}

	boolean streams() {
		return this.name.endsWith("stream");
	}

	/**
	 * Asks, reads what comes, and lets errors through.
	 */
	@FunctionalInterface
	interface Ask {

		/**
		 * Asks a model.
		 * @param prompt the prompt, which the server reads its orders from
		 * @param drop whether to drop a stream after its first content
		 * @throws Exception what the library throws
		 */
		void ask(String prompt, boolean drop) throws Exception;

	}

}
