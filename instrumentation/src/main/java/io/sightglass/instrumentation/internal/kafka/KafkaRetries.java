package io.sightglass.instrumentation.internal.kafka;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * The application's template, which tries a record again within one call of the listener.
 */
final class KafkaRetries extends RetryTemplate {

	private final RetryTemplate own;

	private final KafkaPipeline pipeline;

	KafkaRetries(RetryTemplate own, KafkaPipeline pipeline) {
		this.own = own;
		this.pipeline = pipeline;
	}

	@Override
	public <R extends @Nullable Object> R execute(Retryable<R> work) throws RetryException {
		return this.own.execute(new Attempts<>(work, this.pipeline));
	}

	private static final class Attempts<R extends @Nullable Object> implements Retryable<R> {

		private final Retryable<R> work;

		private final KafkaPipeline pipeline;

		private @Nullable Throwable failed;

		private Attempts(Retryable<R> work, KafkaPipeline pipeline) {
			this.work = work;
			this.pipeline = pipeline;
		}

		@Override
		public R execute() throws Throwable {
			if (this.failed != null) {
				this.pipeline.stage().retried(this.failed);
			}
			try {
				return this.work.execute();
			}
			catch (Throwable ex) {
				this.failed = ex;
				throw ex;
			}
		}

		@Override
		public String getName() {
			return this.work.getName();
		}

	}

}
