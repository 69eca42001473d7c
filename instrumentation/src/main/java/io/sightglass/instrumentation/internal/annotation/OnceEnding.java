package io.sightglass.instrumentation.internal.annotation;

import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * An ending that is told once, whatever races, and whose failure stays with it.
 */
final class OnceEnding extends AtomicBoolean implements Ending {

	private static final long serialVersionUID = 1L;

	private final transient Failures failures;

	private final transient Ending ending;

	OnceEnding(Failures failures, Ending ending) {
		this.failures = failures;
		this.ending = ending;
	}

	@Override
	public void succeeded(@Nullable Object value) {
		once(() -> this.ending.succeeded(value));
	}

	@Override
	public void failed(Throwable error) {
		once(() -> this.ending.failed(error));
	}

	@Override
	public void cancelled() {
		once(this.ending::cancelled);
	}

	@Override
	public void handedOver() {
		once(this.ending::handedOver);
	}

	private void once(Runnable recording) {
		if (compareAndSet(false, true)) {
			this.failures.guard("annotations", recording);
		}
	}

}
