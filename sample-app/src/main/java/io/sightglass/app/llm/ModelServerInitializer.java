package io.sightglass.app.llm;

import java.util.Map;

import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the model server before the application, which must know its port.
 */
public class ModelServerInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		// Its thread would keep the AOT engine from ending.
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		if (context.getParent() != null || context.getEnvironment().containsProperty("spring.ai.openai.base-url")) {
			return;
		}
		ModelServer server = new ModelServer();
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource("modelServer", Map.of("spring.ai.openai.base-url",
					// Another host by name, which is nobody's but OpenAI's.
					server.url().replace("127.0.0.1", "localhost") + "/v1", "demo.llm.url", server.url(),
					"sightglass.llm.http.hosts.[" + server.host() + "]", "ollama")));
		// A context that fails to start is not closed, and the server's thread would keep
		// the process.
		context.addApplicationListener((event) -> {
			boolean over = event instanceof ContextClosedEvent closed && closed.getApplicationContext() == context;
			if (over || event instanceof ApplicationFailedEvent) {
				server.close();
			}
		});
	}

}
