package io.sightglass.instrumentation.internal.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Sees each record or batch before and after its listener. A failure is left to the error
 * handler, which alone knows what comes again.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class KafkaListenerMeters<K, V> implements RecordInterceptor<K, V>, BatchInterceptor<K, V> {

	private final ThreadLocal<Long> begun = new ThreadLocal<>();

	private final KafkaPipeline pipeline;

	KafkaListenerMeters(KafkaPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.pipeline.arrived(record);
		begin();
		return record;
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		records.forEach(this.pipeline::arrived);
		begin();
		return records;
	}

	@Override
	public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.pipeline.processed(record);
		end();
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		records.forEach(this.pipeline::processed);
		end();
	}

	@Override
	public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
		end();
	}

	@Override
	public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
		end();
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		this.begun.remove();
		KafkaFilterMark.clear();
	}

	private void begin() {
		KafkaFilterMark.clear();
		this.begun.set(this.pipeline.stage().begin());
	}

	private void end() {
		Long began = this.begun.get();
		if (began != null) {
			this.pipeline.stage().end(began);
		}
	}

}
