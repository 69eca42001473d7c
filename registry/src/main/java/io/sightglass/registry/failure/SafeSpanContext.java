package io.sightglass.registry.failure;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * A tracer's current span, which is none where the tracer throws.
 */
public final class SafeSpanContext implements SpanContext {

	private static final String SOURCE = "exemplars";

	private final SpanContext spans;

	private final Failures failures;

	/**
	 * A tracer's span.
	 * @param spans the tracer's
	 * @param failures counts what it throws
	 */
	public SafeSpanContext(SpanContext spans, Failures failures) {
		this.spans = spans;
		this.failures = failures;
	}

	@Override
	public @Nullable String getCurrentTraceId() {
		try {
			return this.spans.getCurrentTraceId();
		}
		catch (Throwable ex) {
			return none(ex);
		}
	}

	@Override
	public @Nullable String getCurrentSpanId() {
		try {
			return this.spans.getCurrentSpanId();
		}
		catch (Throwable ex) {
			return none(ex);
		}
	}

	@Override
	public boolean isCurrentSpanSampled() {
		try {
			return this.spans.isCurrentSpanSampled();
		}
		catch (Throwable ex) {
			none(ex);
			return false;
		}
	}

	@Override
	public void markCurrentSpanAsExemplar() {
		try {
			this.spans.markCurrentSpanAsExemplar();
		}
		catch (Throwable ex) {
			none(ex);
		}
	}

	private @Nullable String none(Throwable cause) {
		this.failures.record(SOURCE, cause);
		return null;
	}

}
