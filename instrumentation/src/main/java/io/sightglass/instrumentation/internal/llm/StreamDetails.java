package io.sightglass.instrumentation.internal.llm;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmLimit;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer beside the call that it answers: when its first token came,
 * and its usage.
 */
public class StreamDetails {

	private static final long NOT_YET = Long.MIN_VALUE;

	private static final int MAX_CHUNKS = 512;

	private static final ThreadLocal<@Nullable WeakReference<StreamDetails>> lastEnded = new ThreadLocal<>();

	private final StreamOrigin origin;

	private volatile long firstToken = NOT_YET;

	private volatile @Nullable LlmUsage usage;

	private volatile @Nullable LlmTier tier;

	private volatile double cost = Double.NaN;

	private volatile @Nullable String provider;

	private volatile @Nullable String finish;

	private volatile @Nullable LlmError error;

	private final List<Consumer<LlmCall>> limits = new CopyOnWriteArrayList<>();

	private long[] chunks = {};

	private int chunkCount;

	private volatile boolean streaming;

	private volatile @Nullable String model;

	/**
	 * Details of an answer.
	 * @param origin the request that it answers
	 */
	protected StreamDetails(StreamOrigin origin) {
		this.origin = origin;
	}

	StreamOrigin origin() {
		return this.origin;
	}

	public void firstTokenNow() {
		if (this.firstToken == NOT_YET) {
			this.firstToken = System.nanoTime();
		}
	}

	public boolean hasUsage() {
		return this.usage != null;
	}

	public void usage(LlmUsage usage) {
		this.usage = usage;
	}

	// The first ones of a very long stream, as many as four kilobytes hold.
	synchronized void chunkNow() {
		if (this.chunkCount == this.chunks.length) {
			this.chunks = Arrays.copyOf(this.chunks, Math.min(MAX_CHUNKS, Math.max(16, 2 * this.chunkCount)));
		}
		if (this.chunkCount < this.chunks.length) {
			this.chunks[this.chunkCount++] = System.nanoTime();
		}
	}

	private synchronized void tellChunks(LlmCall call) {
		for (int i = 0; i < this.chunkCount; i++) {
			call.token(Duration.ofNanos(System.nanoTime() - this.chunks[i]));
		}
	}

	void tier(@Nullable LlmTier tier) {
		this.tier = (tier != null) ? tier : this.tier;
	}

	void cost(double cost) {
		this.cost = cost;
	}

	void provider(@Nullable String provider) {
		this.provider = provider;
	}

	void model(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Whether these can be no details of a call.
	 * @param reported its usage as the library has it
	 * @return whether the prompts of both are known and differ
	 */
	boolean contradicts(LlmUsage reported) {
		return this.usage != null && prompt(reported) > 0 && !isOf(reported);
	}

	boolean isOf(LlmUsage reported) {
		LlmUsage usage = this.usage;
		return usage != null && prompt(reported) > 0 && isOfSamePrompt(usage, reported);
	}

	int likeness(@Nullable String answered, LlmUsage reported) {
		LlmUsage usage = this.usage;
		WeakReference<StreamDetails> ended = lastEnded.get();
		boolean prompt = usage != null && isOfSamePrompt(usage, reported);
		boolean answer = usage != null && answer(usage) == answer(reported);
		return (prompt ? 4 : 0) + ((prompt && answer) ? 8 : 0) + ((ended != null && ended.get() == this) ? 2 : 0)
				+ ((answered != null && answered.equals(this.model)) ? 1 : 0);
	}

	// Not each library knows what was cached.
	private static boolean isOfSamePrompt(LlmUsage usage, LlmUsage reported) {
		return prompt(usage) == prompt(reported) || usage.input() == reported.input();
	}

	private static long prompt(LlmUsage usage) {
		return usage.input() + usage.cacheRead() + usage.cacheWrite();
	}

	private static long answer(LlmUsage usage) {
		return usage.output() + usage.reasoning();
	}

	void finish(@Nullable String finish) {
		this.finish = finish;
	}

	void error(@Nullable LlmError error) {
		this.error = error;
	}

	/**
	 * Keeps what the head of the answer tells.
	 * @return what it is told to
	 */
	LlmCall head() {
		return new LlmCall() {

			@Override
			public void remaining(LlmLimit limit, long remaining, @Nullable Duration reset) {
				StreamDetails.this.limits.add((call) -> call.remaining(limit, remaining, reset));
			}

			@Override
			public void tier(LlmTier tier) {
				StreamDetails.this.tier(tier);
			}

		};
	}

	void streaming() {
		this.streaming = true;
	}

	/**
	 * Whether the answer came as a stream.
	 * @return whether it did
	 */
	public boolean isStreaming() {
		return this.streaming;
	}

	/**
	 * Whether the provider has given no reason why the stream ends.
	 * @return whether it is known to be cut off
	 */
	public boolean isUnfinished() {
		return this.finish == null;
	}

	/**
	 * Why the model stopped.
	 * @return the provider's word, or {@code null} where it gave none
	 */
	public @Nullable String finish() {
		return this.finish;
	}

	/**
	 * What went wrong in an answer that began well.
	 * @return the error, or {@code null} where the answer tells none
	 */
	public @Nullable LlmError error() {
		return this.error;
	}

	/**
	 * The stream has ended, or was closed, on this thread.
	 */
	public void ended() {
		lastEnded.set(new WeakReference<>(this));
	}

	/**
	 * The details that this thread ended last. A library closes its client's stream and
	 * then ends its call, which knows no id where the stream came to no end.
	 * @param call the call that ends
	 * @param id the id of its answer, if it has one
	 * @param reported its usage as the library has it
	 * @return the details, or {@code null} where they are older than the call or belong
	 * to another one
	 */
	public static @Nullable StreamDetails endedFor(OuterCall call, @Nullable String id, LlmUsage reported) {
		WeakReference<StreamDetails> ended = lastEnded.get();
		StreamDetails details = (ended != null) ? ended.get() : null;
		return (details != null && details.origin.mayBe(id) && details.origin.isOnlyOf(call)
				&& !details.contradicts(reported) && details.origin.take()) ? details : null;
	}

	/**
	 * Adds the details to a call.
	 * @param call the call that the stream answers
	 */
	public void addTo(LlmCall call) {
		call.provider(this.provider);
		if (this.streaming) {
			call.streamed();
		}
		if (this.firstToken != NOT_YET) {
			call.firstToken(Duration.ofNanos(System.nanoTime() - this.firstToken));
		}
		tellChunks(call);
		LlmUsage usage = this.usage;
		if (usage != null) {
			call.usage(usage);
		}
		LlmTier tier = this.tier;
		if (tier != null) {
			call.tier(tier);
		}
		if (!Double.isNaN(this.cost)) {
			call.cost(this.cost);
		}
		this.limits.forEach((limit) -> limit.accept(call));
	}

}
