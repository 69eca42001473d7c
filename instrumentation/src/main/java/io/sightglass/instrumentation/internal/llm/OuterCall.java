package io.sightglass.instrumentation.internal.llm;

import java.lang.ref.WeakReference;
import java.util.List;

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

	// Scopes are the thread's, whatever registry they were opened through.
	private static final ObservationRegistry scopes = ObservationRegistry.create();

	// Weak, as a call that nobody ends is counted when it is collected.
	private static final ThreadLocal<@Nullable WeakReference<OuterCall>> last = new ThreadLocal<>();

	private final LlmCall call;

	private final List<Class<?>> models;

	private final long opened = System.nanoTime();

	private volatile boolean open = true;

	private OuterCall(LlmCall call, List<Class<?>> models) {
		this.call = call;
		this.models = models;
	}

	/**
	 * Opens a call on the thread on which the library will ask its client.
	 * @param call the call
	 * @param models the library's types of models
	 * @return the open call
	 */
	public static OuterCall open(LlmCall call, Class<?>... models) {
		OuterCall opened = new OuterCall(call, List.of(models));
		last.set(new WeakReference<>(opened));
		return opened;
	}

	public LlmCall call() {
		return this.call;
	}

	public void close() {
		this.open = false;
	}

	long opened() {
		return this.opened;
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
