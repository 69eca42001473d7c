package io.sightglass.instrumentation.internal.kafka;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.adapter.AbstractFilteringMessageListener;
import org.springframework.kafka.listener.adapter.FilteringBatchMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.FilteringMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;

/**
 * Listens to a record filter of the application, where a listener asks it: the filter
 * itself, which may be a bean of any class, stays what it is.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class KafkaFilter<K, V> implements RecordFilterStrategy<K, V> {

	private final RecordFilterStrategy<K, V> own;

	KafkaFilter(RecordFilterStrategy<K, V> own) {
		this.own = own;
	}

	/**
	 * Listens to the filter of a container that has not started yet.
	 * @param properties the container's properties
	 */
	static void listen(ContainerProperties properties) {
		Object listener = properties.getMessageListener();
		// Where the container has an advice chain.
		if (listener instanceof Advised advised && advised.getTargetSource() instanceof SingletonTargetSource source) {
			Object listening = listening(source.getTarget());
			if (listening != null && !advised.isFrozen()) {
				advised.setTargetSource(new SingletonTargetSource(listening));
			}
			return;
		}
		Object listening = listening(listener);
		if (listening != null) {
			properties.setMessageListener(listening);
		}
	}

	// Of the library's own classes only: another one may do more than they do.
	private static <K, V> @Nullable Object listening(@Nullable Object listener) {
		if (listener == null) {
			return null;
		}
		if (listener.getClass() == FilteringMessageListenerAdapter.class) {
			FilteringMessageListenerAdapter<K, V> adapter = cast(listener);
			return new FilteringMessageListenerAdapter<>(adapter.getDelegate(), KafkaFilter.<K, V>of(adapter),
					acknowledges(FilteringMessageListenerAdapter.class, adapter));
		}
		if (listener.getClass() == FilteringBatchMessageListenerAdapter.class) {
			FilteringBatchMessageListenerAdapter<K, V> adapter = cast(listener);
			return new FilteringBatchMessageListenerAdapter<>(adapter.getDelegate(), KafkaFilter.<K, V>of(adapter),
					acknowledges(FilteringBatchMessageListenerAdapter.class, adapter));
		}
		return null;
	}

	private static <K, V> KafkaFilter<K, V> of(Object adapter) {
		return new KafkaFilter<>(
				cast(HiddenParts.read(AbstractFilteringMessageListener.class, "recordFilterStrategy", adapter)));
	}

	private static boolean acknowledges(Class<?> type, Object adapter) {
		return Boolean.TRUE.equals(HiddenParts.read(type, "ackDiscarded", adapter));
	}

	@SuppressWarnings({ "unchecked", "NullAway", "TypeParameterUnusedInFormals" })
	private static <T> T cast(@Nullable Object any) {
		return (T) any;
	}

	@Override
	public boolean filter(ConsumerRecord<K, V> record) {
		boolean filtered = this.own.filter(record);
		if (filtered) {
			KafkaMarks.filtered(record);
		}
		return filtered;
	}

	// The list may be changed in place, and may be null to the container's dismay.
	@Override
	public List<ConsumerRecord<K, V>> filterBatch(List<ConsumerRecord<K, V>> records) {
		List<ConsumerRecord<K, V>> before = List.copyOf(records);
		List<ConsumerRecord<K, V>> result = this.own.filterBatch(records);
		if (result != null) {
			Set<ConsumerRecord<K, V>> kept = Collections.newSetFromMap(new IdentityHashMap<>());
			kept.addAll(result);
			before.stream().filter((record) -> !kept.contains(record)).forEach(KafkaMarks::filtered);
		}
		return result;
	}

	@Override
	public boolean ignoreEmptyBatch() {
		return this.own.ignoreEmptyBatch();
	}

}
