package io.sightglass.instrumentation.internal.llm;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.sightglass.meters.llm.LlmCall;
import org.jspecify.annotations.Nullable;

/**
 * A call that is counted in Spring AI or LangChain4j. What the client below sends for it
 * is not counted again.
 */
public final class OuterCall {

	// Within which a call sends its request, after which it may send others again.
	private static final long LATEST = TimeUnit.SECONDS.toNanos(2);

	// Scopes are the thread's, whatever registry they were opened through.
	private static final ObservationRegistry scopes = ObservationRegistry.create();

	// Weak, as a call that nobody ends is counted when it is collected.
	private static final ThreadLocal<@Nullable WeakReference<OuterCall>> last = new ThreadLocal<>();

	// Of those the calls whose model is known by the name that is sent.
	private static final Set<OuterCall> asking = Collections.newSetFromMap(new WeakHashMap<>());

	private final LlmCall call;

	private final @Nullable String asked;

	private final Supplier<Stream<String>> said;

	private volatile int @Nullable [] hashes;

	private final List<Class<?>> models;

	private final long opened = System.nanoTime();

	private volatile boolean open = true;

	private volatile @Nullable StreamDetails details;

	private OuterCall(LlmCall call, @Nullable String asked, Supplier<Stream<String>> said, List<Class<?>> models) {
		this.call = call;
		this.asked = asked;
		this.said = said;
		this.models = models;
	}

	/**
	 * Opens a call of which it is not known what will be sent.
	 * @param call the call
	 * @param models the library's types of models
	 * @return the open call
	 */
	public static OuterCall open(LlmCall call, Class<?>... models) {
		return open(call, null, Stream::of, models);
	}

	/**
	 * Opens a call on the thread on which the library will ask its client.
	 * @param call the call
	 * @param asked the model as it is sent, if that is known
	 * @param said texts that the request says, read only when several calls ask at once
	 * @param models the library's types of models
	 * @return the open call
	 */
	public static OuterCall open(LlmCall call, @Nullable String asked, Supplier<Stream<String>> said,
			Class<?>... models) {
		OuterCall opened = new OuterCall(call, asked, said, List.of(models));
		last.set(new WeakReference<>(opened));
		if (asked != null) {
			synchronized (asking) {
				asking.add(opened);
			}
		}
		return opened;
	}

	public LlmCall call() {
		return this.call;
	}

	/**
	 * Says who answers, where the configuration says that of the host that is asked.
	 * @param provider the provider, nothing if it is who the library says
	 */
	public void provider(@Nullable String provider) {
		this.call.provider(provider);
	}

	/**
	 * Says who answers the call for which this thread asks a client, if there is one.
	 * @param provider the provider, nothing if it is who the library says
	 */
	public static void askingAt(@Nullable String provider) {
		OuterCall asking = (provider != null) ? asking() : null;
		if (asking != null) {
			asking.provider(provider);
		}
	}

	/**
	 * Says who answers a request that is sent on another thread than its call's.
	 * @param request the request
	 * @param provider the provider
	 */
	public static void sentTo(StreamOrigin request, String provider) {
		List<OuterCall> all;
		synchronized (asking) {
			all = asking.stream().filter((call) -> call.mayHave(request)).toList();
		}
		double most = (all.size() < 2) ? 0 : all.stream().mapToDouble((call) -> call.likeness(request)).max().orElse(0);
		all.stream()
			.filter((call) -> all.size() < 2 || call.likeness(request) == most)
			.forEach((call) -> call.provider(provider));
	}

	public void close() {
		this.open = false;
		if (this.asked != null) {
			synchronized (asking) {
				asking.remove(this);
			}
		}
	}

	/**
	 * The details of what was answered to a request that is known to be this call's.
	 * @return the last one's, or {@code null} where no request was sent on its thread
	 */
	public @Nullable StreamDetails details() {
		return this.details;
	}

	void details(StreamDetails details) {
		this.details = details;
	}

	/**
	 * Whether a request can be this call's and no other one's.
	 * @param request the request
	 * @return whether it is of this call's time and model, and each other call that had
	 * begun just before is of another model, or less like the request
	 */
	boolean hasAlone(StreamOrigin request) {
		List<OuterCall> others;
		synchronized (asking) {
			others = asking.stream()
				.filter((other) -> other != this && request.sent() - other.opened < LATEST)
				.toList();
		}
		double likeness = others.isEmpty() ? 1 : likeness(request);
		return mayHave(request)
				&& others.stream().noneMatch((other) -> other.mayHave(request) && other.likeness(request) >= likeness);
	}

	boolean mayHave(StreamOrigin request) {
		return request.sent() - this.opened >= 0
				&& (request.asked() == null || this.asked == null || request.asked().equals(this.asked));
	}

	// Only where there is a choice, as not each model sends on what it is asked as it is.
	double likeness(StreamOrigin request) {
		int[] hashes = this.hashes;
		if (hashes == null) {
			hashes = this.said.get().mapToInt(OuterCall::hash).sorted().distinct().toArray();
			this.hashes = hashes;
		}
		return request.likeness(hashes);
	}

	private static int hash(String text) {
		return Arrays.hashCode(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The open call that an observation is part of.
	 * @param innermost the observation, if any
	 * @return the call, which is in the context of the observation or of one above it
	 */
	public static @Nullable OuterCall of(@Nullable ObservationView innermost) {
		ObservationView observation = innermost;
		while (observation != null) {
			OuterCall call = observation.getContextView().get(OuterCall.class);
			if (call != null && call.open) {
				return call;
			}
			observation = observation.getContextView().getParentObservation();
		}
		return null;
	}

	/**
	 * Whether this thread is in the scope of a call's observation. All scopes count, as a
	 * client without a registry opens one that has no parent.
	 * @return whether what this thread sends is part of a call
	 */
	public static boolean isInScope() {
		return inScope() != null;
	}

	private static @Nullable OuterCall inScope() {
		Observation.Scope scope = scopes.getCurrentObservationScope();
		while (scope != null) {
			OuterCall call = of(scope.getCurrentObservation());
			if (call != null) {
				return CallStack.isCalledBack(call::isModel) ? null : call;
			}
			scope = scope.getPreviousObservationScope();
		}
		return null;
	}

	/**
	 * The open call for which this thread asks a client.
	 * @return the call in whose scope the thread is, or which began here and whose model
	 * is among those who call
	 */
	public static @Nullable OuterCall asking() {
		OuterCall inScope = inScope();
		if (inScope != null) {
			return inScope;
		}
		WeakReference<OuterCall> begun = last.get();
		OuterCall call = (begun != null) ? begun.get() : null;
		return (call != null && call.open && CallStack.isSending(call::isModel)) ? call : null;
	}

	/**
	 * Whether a class asks its client for a call. Nobody opens a scope for a stream, nor
	 * for a call of LangChain4j. Such a call began on the thread that asks; but the
	 * thread may have gone on to something else, so that the class must be a model of the
	 * library, too.
	 * @param caller the class that calls the client
	 * @return whether what it asks is part of a call
	 */
	public static boolean isAskedBy(Class<?> caller) {
		WeakReference<OuterCall> begun = last.get();
		OuterCall call = (begun != null) ? begun.get() : null;
		return isInScope() || (call != null && call.open && call.isModel(caller));
	}

	private boolean isModel(Class<?> type) {
		return this.models.stream()
			.anyMatch((model) -> model.isAssignableFrom(type) || model.isAssignableFrom(type.getNestHost()));
	}

}
