package io.sightglass.autoconfigure.llm.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A client that sends requests and reads the whole answers, as an application does that
 * takes no notice of errors.
 *
 * @param name its name
 * @param any sends any request, or {@code null} where it cannot
 * @param kinds sends requests of some {@linkplain WireRequest#kind() kinds}
 */
record WireClient(String name, @Nullable Asks any, Map<String, Asks> kinds) {

	WireClient(String name, Asks any) {
		this(name, any, Map.of());
	}

	WireClient(String name, Map<String, Asks> kinds) {
		this(name, null, kinds);
	}

	static List<WireClient> all(ConfigurableApplicationContext context) {
		List<WireClient> all = new ArrayList<>(HttpWireClients.of(context));
		all.add(OpenAiWireClient.of(context));
		all.add(AnthropicWireClient.of(context));
		all.add(GoogleWireClient.of(context));
		all.add(AwsWireClient.of(context));
		all.addAll(SpringAiWireClients.of(context));
		all.addAll(LangChain4jWireClients.of(context));
		return all;
	}

	/**
	 * What sends a request.
	 * @param request the request
	 * @return it, or {@code null} where the client has no method for such a request
	 */
	@Nullable Asks asks(WireRequest request) {
		return (this.any != null) ? this.any : this.kinds.get(request.kind());
	}

	/**
	 * Sends a request and reads its answer.
	 */
	@FunctionalInterface
	interface Asks {

		void ask(WireRequest request) throws Exception;

	}

}
