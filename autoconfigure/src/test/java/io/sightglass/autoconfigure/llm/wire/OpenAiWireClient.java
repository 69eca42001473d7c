package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import io.sightglass.instrumentation.internal.llm.sdk.OpenAiClients;

import org.springframework.context.ApplicationContext;

/**
 * OpenAI's SDK, which is used with other providers of its format, too.
 */
final class OpenAiWireClient {

	private static final byte[] FILE = { 1 };

	private final Map<String, OpenAIClient> clients = new ConcurrentHashMap<>();

	private final OpenAiClients measuring;

	private OpenAiWireClient(ApplicationContext context) {
		this.measuring = context.getBean(OpenAiClients.class);
	}

	static WireClient of(ApplicationContext context) {
		OpenAiWireClient client = new OpenAiWireClient(context);
		Map<String, WireClient.Asks> kinds = new LinkedHashMap<>();
		client.addText(kinds);
		client.addMedia(kinds);
		client.addFree(kinds);
		return new WireClient("openai-sdk", kinds);
	}

	private void addText(Map<String, WireClient.Asks> kinds) {
		kinds.put("POST chat/completions", (request) -> at(request).chat().completions().create(chat(request)));
		kinds.put("POST chat/completions stream", (request) -> {
			try (var answer = at(request).chat().completions().createStreaming(chat(request))) {
				readAll(answer);
			}
		});
		kinds.put("POST completions", (request) -> at(request).completions()
			.create(CompletionCreateParams.builder().body(body(request, CompletionCreateParams.Body.class)).build()));
		kinds.put("POST responses", (request) -> at(request).responses().create(response(request)));
		kinds.put("POST responses stream", (request) -> {
			try (var answer = at(request).responses().createStreaming(response(request))) {
				readAll(answer);
			}
		});
		kinds.put("GET responses/*", (request) -> at(request).responses().retrieve(request.name()));
		kinds.put("POST embeddings", (request) -> at(request).embeddings()
			.create(EmbeddingCreateParams.builder().body(body(request, EmbeddingCreateParams.Body.class)).build()));
		kinds.put("POST moderations", (request) -> at(request).moderations()
			.create(ModerationCreateParams.builder().body(body(request, ModerationCreateParams.Body.class)).build()));
	}

	private void addMedia(Map<String, WireClient.Asks> kinds) {
		kinds.put("POST images/generations", (request) -> at(request).images().generate(image(request)));
		kinds.put("POST images/generations stream", (request) -> {
			try (var answer = at(request).images().generateStreaming(image(request))) {
				readAll(answer);
			}
		});
		kinds.put("POST images/edits", (request) -> at(request).images()
			.edit(ImageEditParams.builder().model(request.model()).image(FILE).prompt("Hi").build()));
		kinds.put("POST audio/transcriptions",
				(request) -> at(request).audio().transcriptions().create(transcription(request)));
		kinds.put("POST audio/transcriptions stream", (request) -> {
			try (var answer = at(request).audio().transcriptions().createStreaming(transcription(request))) {
				readAll(answer);
			}
		});
		kinds.put("POST audio/translations",
				(request) -> at(request).audio()
					.translations()
					.create(TranslationCreateParams.builder().model(request.model()).file(FILE).build()));
		kinds.put("POST audio/speech", (request) -> {
			try (var answer = at(request).audio()
				.speech()
				.create(SpeechCreateParams.builder().body(body(request, SpeechCreateParams.Body.class)).build())) {
				readAll(answer);
			}
		});
	}

	private void addFree(Map<String, WireClient.Asks> kinds) {
		kinds.put("GET models", (request) -> at(request).models().list());
		kinds.put("POST files", (request) -> at(request).files()
			.create(FileCreateParams.builder().file(FILE).purpose(FilePurpose.BATCH).build()));
		kinds.put("GET files/*/content", (request) -> {
			try (var answer = at(request).files().content(request.name())) {
				readAll(answer);
			}
		});
		kinds.put("POST batches", (request) -> at(request).batches()
			.create(BatchCreateParams.builder().body(body(request, BatchCreateParams.Body.class)).build()));
		kinds.put("POST responses/input_tokens", (request) -> at(request).responses()
			.inputTokens()
			.count(InputTokenCountParams.builder().body(body(request, InputTokenCountParams.Body.class)).build()));
	}

	private OpenAIClient at(WireRequest request) {
		return this.clients.computeIfAbsent(request.base(), (base) -> this.measuring
			.measured(OpenAIOkHttpClient.builder().baseUrl(base).apiKey("sk-secret").maxRetries(0).build()));
	}

	private static ChatCompletionCreateParams chat(WireRequest request) throws IOException {
		return ChatCompletionCreateParams.builder().body(body(request, ChatCompletionCreateParams.Body.class)).build();
	}

	private static ResponseCreateParams response(WireRequest request) throws IOException {
		return ResponseCreateParams.builder().body(body(request, ResponseCreateParams.Body.class)).build();
	}

	private static ImageGenerateParams image(WireRequest request) throws IOException {
		return ImageGenerateParams.builder().body(body(request, ImageGenerateParams.Body.class)).build();
	}

	private static TranscriptionCreateParams transcription(WireRequest request) {
		return TranscriptionCreateParams.builder().model(request.model()).file(FILE).build();
	}

	private static <T> T body(WireRequest request, Class<T> type) throws IOException {
		return ObjectMappers.jsonMapper().readValue(request.body(), type);
	}

	private static void readAll(HttpResponse response) throws IOException {
		response.body().readAllBytes();
	}

	private static void readAll(StreamResponse<?> events) {
		events.stream().forEach((event) -> {
		});
	}

}
