package io.sightglass.instrumentation.internal.llm;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer beside the call that it answers: when its first token came,
 * and its usage.
 */
public class StreamDetails {

	private static final long NOT_YET = Long.MIN_VALUE;

	private static final ThreadLocal<@Nullable WeakReference<StreamDetails>> lastEnded = new ThreadLocal<>();

	private final long opened = System.nanoTime();

	private final AtomicBoolean taken = new AtomicBoolean();

	private volatile long firstToken = NOT_YET;

	private volatile @Nullable LlmUsage usage;

	public void firstTokenNow() {
		if (this.firstToken == NOT_YET) {
			this.firstToken = System.nanoTime();
		}
	}

	public void usage(LlmUsage usage) {
		this.usage = usage;
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
	 * @return the details, or {@code null} where they are older than the call or belong
	 * to another one
	 */
	public static @Nullable StreamDetails endedFor(OuterCall call) {
		WeakReference<StreamDetails> ended = lastEnded.get();
		StreamDetails details = (ended != null) ? ended.get() : null;
		return (details != null && details.opened - call.opened() >= 0 && details.take()) ? details : null;
	}

	/**
	 * Whether these details are the caller's, who is the first to ask.
	 * @return whether nobody asked before
	 */
	boolean take() {
		return !this.taken.getAndSet(true);
	}

	/**
	 * Adds the details to a call.
	 * @param call the call that the stream answers
	 */
	public void addTo(LlmCall call) {
		if (this.firstToken != NOT_YET) {
			call.firstToken(Duration.ofNanos(System.nanoTime() - this.firstToken));
		}
		LlmUsage usage = this.usage;
		if (usage != null) {
			call.usage(usage);
		}
	}

}
