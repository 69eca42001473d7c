package io.sightglass.autoconfigure.pipeline;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Sees each record before and after its listener. A failure is left to the error handler,
 * which alone knows whether the record comes again.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class KafkaRecordMeters<K, V> implements RecordInterceptor<K, V> {

	private final ThreadLocal<Long> begun = new ThreadLocal<>();

	private final KafkaPipeline pipeline;

	KafkaRecordMeters(KafkaPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.pipeline.arrived(record);
		KafkaFilterMark.clear();
		this.begun.set(this.pipeline.stage().begin());
		return record;
	}

	@Override
	public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		if (KafkaFilterMark.wasFiltered(record)) {
			this.pipeline.filtered();
		}
		else {
			this.pipeline.processed(record);
		}
		end();
	}

	@Override
	public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
		end();
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		this.begun.remove();
		KafkaFilterMark.clear();
	}

	private void end() {
		Long began = this.begun.get();
		if (began != null) {
			this.pipeline.stage().end(began);
		}
	}

}
