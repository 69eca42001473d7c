package io.sightglass.instrumentation.internal.llm.springai;

import java.util.Base64;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;

/**
 * What a prompt says, in the texts as which models send it: those of its messages, of its
 * pictures and of its tools' answers.
 */
final class PromptTexts {

	private PromptTexts() {
	}

	static Stream<String> of(@Nullable Object request) {
		return (request instanceof Prompt prompt) ? prompt.getInstructions().stream().flatMap(PromptTexts::of)
				: Stream.empty();
	}

	private static Stream<String> of(Message message) {
		String text = message.getText();
		Stream<String> said = (text != null && !text.isEmpty()) ? Stream.of(text) : Stream.empty();
		if (message instanceof ToolResponseMessage tools) {
			said = Stream.concat(said,
					tools.getResponses().stream().flatMap((tool) -> Stream.of(tool.id(), tool.responseData())));
		}
		return (message instanceof MediaContent content)
				? Stream.concat(said, content.getMedia().stream().flatMap(PromptTexts::of)) : said;
	}

	// OpenAI has a URL of the bytes, and Anthropic and sound the bytes alone.
	private static Stream<String> of(Media media) {
		Object data = media.getData();
		String text = (data instanceof byte[] bytes) ? Base64.getEncoder().encodeToString(bytes) : String.valueOf(data);
		return Stream.of(text, "data:" + media.getMimeType() + ";base64," + text);
	}

}
