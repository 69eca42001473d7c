package io.sightglass.instrumentation.internal.llm;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Which call an answer may belong to, by the request that it answers and by its id.
 */
final class StreamOrigin {

	private final @Nullable String asked;

	private final long sent;

	private final AtomicBoolean taken = new AtomicBoolean();

	private volatile boolean disputed;

	private volatile String id = "";

	StreamOrigin(@Nullable String asked, long sent) {
		this.asked = asked;
		this.sent = sent;
	}

	void id(String id) {
		this.id = id.strip();
	}

	/**
	 * The answer's id.
	 * @return an empty one where it has none
	 */
	String id() {
		return this.id;
	}

	boolean mayBe(@Nullable String answer) {
		return answer == null || answer.isBlank() || this.id.isEmpty() || this.id.equals(answer.strip());
	}

	boolean mayBeOf(OuterCall call) {
		return this.asked != null && call.mayHave(this.sent, this.asked);
	}

	boolean isOnlyOf(OuterCall call) {
		return !this.disputed && call.hasAlone(this.sent, this.asked);
	}

	/**
	 * More than one call may have the answer: only one that knows its id or usage takes
	 * it.
	 */
	void dispute() {
		this.disputed = true;
	}

	/**
	 * Whether the answer is the caller's, who is the first to ask.
	 * @return whether nobody asked before
	 */
	boolean take() {
		return !this.taken.getAndSet(true);
	}

	boolean isTaken() {
		return this.taken.get();
	}

}
