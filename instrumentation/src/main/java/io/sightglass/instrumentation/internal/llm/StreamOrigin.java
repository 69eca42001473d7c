package io.sightglass.instrumentation.internal.llm;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Which call an answer may belong to, by the request that it answers and by its id.
 */
public final class StreamOrigin {

	private final @Nullable String asked;

	private final int[] said;

	private final long sent = System.nanoTime();

	private final AtomicBoolean taken = new AtomicBoolean();

	private volatile boolean disputed;

	private volatile String id = "";

	/**
	 * A request that is sent now.
	 * @param asked the model that it asks for, if it is known
	 * @param said hashes of the texts of its messages, none where they are not known
	 */
	public StreamOrigin(@Nullable String asked, int... said) {
		this.asked = asked;
		this.said = Arrays.stream(said).sorted().distinct().toArray();
	}

	@Nullable String asked() {
		return this.asked;
	}

	long sent() {
		return this.sent;
	}

	/**
	 * How much of a prompt is in the request, and of the request in the prompt.
	 * @param prompt hashes of what it says, sorted and each once
	 * @return from 0, also where it is not known what the request says, to 1
	 */
	double likeness(int[] prompt) {
		int both = 0;
		for (int hash : prompt) {
			both += (Arrays.binarySearch(this.said, hash) >= 0) ? 1 : 0;
		}
		return (both == 0) ? 0 : both / (double) (prompt.length + this.said.length - both);
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
		return this.asked != null && call.mayHave(this);
	}

	boolean isOnlyOf(OuterCall call) {
		return !this.disputed && call.hasAlone(this);
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
