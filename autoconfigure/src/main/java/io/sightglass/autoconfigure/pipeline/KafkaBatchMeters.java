package io.sightglass.autoconfigure.pipeline;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Sees each batch before and after its listener.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class KafkaBatchMeters<K, V> implements BatchInterceptor<K, V> {

	private final ThreadLocal<Long> begun = new ThreadLocal<>();

	private final KafkaPipeline pipeline;

	KafkaBatchMeters(KafkaPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		records.forEach(this.pipeline::arrived);
		KafkaFilterMark.clear();
		this.begun.set(this.pipeline.stage().begin());
		return records;
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		for (ConsumerRecord<K, V> record : records) {
			if (KafkaFilterMark.wasFiltered(record)) {
				this.pipeline.filtered();
			}
			else {
				this.pipeline.processed(record);
			}
		}
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

	private void end() {
		Long began = this.begun.get();
		if (began != null) {
			this.pipeline.stage().end(began);
		}
	}

}
