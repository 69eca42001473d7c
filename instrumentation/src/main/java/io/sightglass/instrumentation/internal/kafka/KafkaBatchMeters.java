package io.sightglass.instrumentation.internal.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;

/**
 * The application's interceptor of batches, of which the container does not tell what it
 * dropped: that is filtered.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class KafkaBatchMeters<K, V> implements BatchInterceptor<K, V> {

	private final BatchInterceptor<K, V> own;

	private final KafkaListenerMeters<K, V> meters;

	KafkaBatchMeters(BatchInterceptor<K, V> own, KafkaListenerMeters<K, V> meters) {
		this.own = own;
		this.meters = meters;
	}

	@Override
	public void setupThreadState(Consumer<?, ?> consumer) {
		this.own.setupThreadState(consumer);
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		this.meters.offered(records, consumer);
		ConsumerRecords<K, V> kept = this.own.intercept(records, consumer);
		if (kept != null) {
			this.meters.intercept(kept, consumer);
		}
		this.meters.dropped(records, kept, consumer);
		return kept;
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		try {
			this.own.success(records, consumer);
		}
		finally {
			this.meters.success(records, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
		try {
			this.own.failure(records, exception, consumer);
		}
		finally {
			this.meters.failure(records, exception, consumer);
		}
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		try {
			this.own.clearThreadState(consumer);
		}
		finally {
			this.meters.clearThreadState(consumer);
		}
	}

}
