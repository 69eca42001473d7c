package io.sightglass.app.llm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.sightglass.app.load.Scenario;

import org.springframework.stereotype.Component;

/**
 * What users ask the assistant: several models, streams, tools, and what goes wrong.
 */
@Component
class Questions implements Scenario {

	private final List<Callable<?>> questions;

	private int next;

	Questions(Assistant assistant) {
		this.questions = List.of(() -> assistant.ask("gpt-5-mini", "How are the pipes?"),
				() -> assistant.ask("gpt-4o", "And the valves?"), () -> assistant.stream("gpt-5-mini", "Tell me more"),
				() -> assistant.askWithTool("Which pressure?"), () -> assistant.embed("north pipe"),
				() -> assistant.ask("gpt-5-mini", "Are you busy?"),
				() -> assistant.ask("our-own-model", "What are you?"), () -> assistant.askTheHost("Hello"),
				() -> assistant.askTheHost("mumble"), () -> assistant.rank("Which pipe?"),
				() -> assistant.startToStream("Never mind"), () -> {
					assistant.forget("gpt-4o");
					return "";
				}, () -> assistant.ask("gpt-4o", "Is it broken?"),
				() -> assistant.ask("gpt-5-mini", "Is it forbidden?"));
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(250);
	}

	@Override
	public void play() throws Exception {
		this.questions.get(this.next++ % this.questions.size()).call();
	}

}
