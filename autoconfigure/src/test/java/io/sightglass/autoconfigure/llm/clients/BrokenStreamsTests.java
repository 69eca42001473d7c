package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of one model that are all open at once, of which some break and some are
 * dropped: what the provider had announced of each is counted, as what each is asked
 * tells whose an answer is. Anthropic announces the prompt's tokens as the stream begins;
 * vLLM's {@code continuous_usage_stats} give usage with each chunk.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenStreamsTests {

	private static final Pattern ASKED = Pattern.compile("(answer|break|drop) (\\d+)(?!.*(answer|break|drop) \\d)",
			Pattern.DOTALL);

	private static final Pattern PICTURE = Pattern.compile("\"(?:data:image/png;base64,)?(InF1b3Rl[A-Za-z0-9+/=]+)\"");

	// What JSON escapes, and characters of each length in UTF-8.
	private static final String AROUND = "\"quoted\" \\ / \t\r\n\b\f\u0001 \u007f é 漢 😀 ";

	private static final List<String> ASK = List.of("answer 1", "break 10", "drop 100", "answer 1000", "break 10000",
			"drop 100000", "break 1000000");

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile CountDownLatch begun = new CountDownLatch(0);

	private HttpServer server;

	private Clients clients;

	@BeforeAll
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
		this.clients = new Clients(Duration.ZERO, "anthropic.url=" + url(), "openai.url=" + url() + "/v1",
				"spring.ai.openai.base-url=" + url() + "/v1");
	}

	@AfterAll
	void stop() {
		this.clients.close();
		this.server.stop(0);
		this.threads.shutdown();
	}

	@ParameterizedTest
	@CsvSource({ "anthropic, USER", "anthropic-on-sdk, USER", "openai, USER", "openai-on-sdk, USER",
			"anthropic, SYSTEM", "openai, SYSTEM", "anthropic, PICTURE", "openai, PICTURE", "anthropic, TOOL",
			"openai, TOOL", "anthropic, LONGER", "openai, LONGER" })
	void haveEachWhatWasAnnounced(String client, Differing differing) {
		ChatModel model = model(client);
		for (int round = 0; round < 5; round++) {
			this.begun = new CountDownLatch(ASK.size());
			Reading reading = new Reading(this.clients.registry());
			Flux.fromIterable(ASK).flatMap((ask) -> stream(model, ask, differing)).blockLast(Duration.ofSeconds(30));
			reading.await();
			assertThat(reading.sum("llm.requests")).isEqualTo(ASK.size());
			assertThat(reading.sum("llm.requests", "outcome", "success")).isEqualTo(2);
			assertThat(reading.sum("llm.requests", "outcome", "cancelled")).isEqualTo(2);
			assertThat(reading.sum("llm.requests", "outcome", "error")).isEqualTo(3);
			assertThat(reading.sum("llm.tokens", "type", "input")).isEqualTo(1111111);
			assertThat(reading.sum("llm.time.to.first.token")).isEqualTo(ASK.size());
		}
	}

	private static Flux<ChatResponse> stream(ChatModel model, String ask, Differing differing) {
		Prompt prompt = new Prompt(messages(AROUND + ask, differing));
		Flux<ChatResponse> stream = model.stream(prompt);
		return (ask.startsWith("drop") ? stream
			.filter((part) -> part.getResult() != null && part.getResult().getOutput().getText() != null
					&& !part.getResult().getOutput().getText().isEmpty())
			.take(1) : stream).onErrorComplete();
	}

	private static List<Message> messages(String ask, Differing differing) {
		Message hello = new UserMessage("Hello");
		return switch (differing) {
			case USER ->
				List.of(new SystemMessage("Be brief."), hello, new AssistantMessage("Hi"), new UserMessage(ask));
			case SYSTEM -> List.of(new SystemMessage(ask), hello);
			case PICTURE -> List.of(UserMessage.builder()
				.text("Hello")
				.media(new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(ask.getBytes(StandardCharsets.UTF_8))))
				.build());
			case TOOL -> List.of(hello,
					AssistantMessage.builder()
						.toolCalls(List.of(new AssistantMessage.ToolCall("call_1", "function", "look", "{}")))
						.build(),
					ToolResponseMessage.builder()
						.responses(List.of(new ToolResponseMessage.ToolResponse("call_1", "look", ask)))
						.build());
			// Each says what the one before says, and more.
			case LONGER -> Stream
				.concat(ASK.stream().takeWhile((before) -> !ask.endsWith(" " + before.split(" ")[1])), Stream.of(ask))
				.map((text) -> (Message) new UserMessage(text))
				.toList();
		};
	}

	private ChatModel model(String client) {
		ObservationRegistry observations = this.clients.context().getBean(ObservationRegistry.class);
		return switch (client) {
			case "anthropic" -> SpringAiClients.anthropic(this.clients.context(), url());
			case "anthropic-on-sdk" -> SpringAiClients.onMeasuredAnthropic(this.clients.context());
			case "openai" -> this.clients.context().getBean(OpenAiChatModel.class);
			default -> SpringAiClients.onMeasuredOpenAi(this.clients.context(), observations);
		};
	}

	private String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Matcher picture = PICTURE.matcher(body);
		Matcher asked = ASKED.matcher(picture.find()
				? new String(Base64.getDecoder().decode(picture.group(1)), StandardCharsets.UTF_8) : body);
		assertThat(asked.find()).isTrue();
		boolean anthropic = exchange.getRequestURI().getPath().endsWith("/messages");
		exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		OutputStream out = exchange.getResponseBody();
		try {
			send(out, (anthropic ? anthropicBegins() : openAi("{\"content\":\"Hi\"}", "null")), asked.group(2));
			this.begun.countDown();
			this.begun.await(20, TimeUnit.SECONDS);
			if (asked.group(1).equals("answer")) {
				send(out,
						anthropic ? anthropicEnds()
								: Stream.of(openAi("{}", "\"stop\""), Stream.of("data: [DONE]")).flatMap((all) -> all),
						asked.group(2));
				exchange.close();
			}
			else if (asked.group(1).equals("drop")) {
				while (true) {
					send(out, Stream.of(": nothing yet"), "");
				}
			}
			// What is not closed by its end breaks.
			throw new IOException("breaks");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Stream<String> anthropicBegins() {
		return Stream.of("""
				event: message_start
				data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],\
				"model":"claude-haiku-4-5-20251001","stop_reason":null,"stop_sequence":null,\
				"usage":{"input_tokens":COUNT,"output_tokens":1}}}""", """
				event: content_block_start
				data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""", """
				event: content_block_delta
				data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""");
	}

	private static Stream<String> anthropicEnds() {
		return Stream.of("""
				event: content_block_stop
				data: {"type":"content_block_stop","index":0}""", """
				event: message_delta
				data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
				"usage":{"output_tokens":2}}""", """
				event: message_stop
				data: {"type":"message_stop"}""");
	}

	private static Stream<String> openAi(String delta, String finish) {
		return Stream.of("""
				data: {"id":"chatcmpl-COUNT","object":"chat.completion.chunk","created":1,"model":"gpt-5-mini",\
				"choices":[{"index":0,"delta":%s,"finish_reason":%s}],\
				"usage":{"prompt_tokens":COUNT,"completion_tokens":1,"total_tokens":COUNT}}""".formatted(delta,
				finish));
	}

	private static void send(OutputStream out, Stream<String> events, String count) throws IOException {
		for (String event : events.toList()) {
			out.write((event.replace("COUNT", count) + "\n\n").getBytes(StandardCharsets.UTF_8));
		}
		out.flush();
	}

	/** In what the prompts differ. */
	enum Differing {

		USER, SYSTEM, PICTURE, TOOL, LONGER

	}

}
