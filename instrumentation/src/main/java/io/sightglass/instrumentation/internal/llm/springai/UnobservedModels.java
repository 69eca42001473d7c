package io.sightglass.instrumentation.internal.llm.springai;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import io.sightglass.instrumentation.internal.llm.http.LlmPath;
import io.sightglass.instrumentation.internal.llm.http.LlmPaths;
import io.sightglass.instrumentation.internal.llm.sdk.MeasuredClient;
import io.sightglass.instrumentation.internal.llm.sdk.OpenAiClients;
import io.sightglass.instrumentation.internal.part.HiddenParts;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionModel;
import org.springframework.ai.openai.OpenAiModerationModel;

/**
 * Models of Spring AI whose calls it does not observe: speech, transcripts and
 * moderation. Each is made anew on a measured client.
 */
public final class UnobservedModels {

	private static final Set<String> OPERATIONS = Set.of("speech", "transcription", "moderation");

	private static final String CLIENT = "openAiClient";

	private static final String ASYNC_CLIENT = "openAiClientAsync";

	private UnobservedModels() {
	}

	/**
	 * A model of the same settings that is measured.
	 * @param bean a model, or anything else
	 * @param clients measures clients, unless that is switched off
	 * @return the model that takes its place, or the same
	 */
	public static Object measured(Object bean, Supplier<@Nullable OpenAiClients> clients) {
		if (!(bean instanceof OpenAiAudioSpeechModel || bean instanceof OpenAiAudioTranscriptionModel
				|| bean instanceof OpenAiModerationModel)) {
			return bean;
		}
		OpenAiClients measuring = clients.get();
		if (measuring == null) {
			return bean;
		}
		OpenAIClient client = (OpenAIClient) part(bean, CLIENT);
		if (isMeasured(client)) {
			return bean;
		}
		OpenAIClient measured = measuring.measured(client);
		if (bean instanceof OpenAiAudioSpeechModel model) {
			return model.mutate().openAiClient(measured).build();
		}
		if (bean instanceof OpenAiModerationModel model) {
			return model.mutate().openAiClient(measured).build();
		}
		OpenAIClientAsync async = (OpenAIClientAsync) part(bean, ASYNC_CLIENT);
		return ((OpenAiAudioTranscriptionModel) bean).mutate()
			.openAiClient(measured)
			.openAiClientAsync(isMeasured(async) ? async : measuring.measured(async))
			.build();
	}

	/**
	 * Whether what a client sends is counted above it, by its measured client.
	 * @param method the request's method
	 * @param uri where it goes
	 * @return whether it is of a model that is not observed
	 */
	static boolean send(String method, URI uri) {
		LlmPath path = LlmPaths.of("openai", method, uri);
		return path != null && OPERATIONS.contains(path.operation());
	}

	private static Object part(Object model, String name) {
		Object part = HiddenParts.read(model.getClass(), name, model);
		if (part == null) {
			throw new NoSuchFieldError("the client of a model");
		}
		return part;
	}

	private static boolean isMeasured(Object client) {
		return Proxy.isProxyClass(client.getClass()) && Proxy.getInvocationHandler(client) instanceof MeasuredClient;
	}

}
