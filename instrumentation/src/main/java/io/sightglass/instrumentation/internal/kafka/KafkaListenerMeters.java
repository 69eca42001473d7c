package io.sightglass.instrumentation.internal.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

	// One for each container, whose threads have one each.
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<KafkaTurn> turns = new ThreadLocal<>();

	private final KafkaPipeline pipeline;

	KafkaListenerMeters(KafkaPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		KafkaTurn turn = turn(consumer);
		turn.settle();
		turn.begins(List.of(record));
		return record;
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		KafkaTurn turn = turn(consumer);
		turn.settle();
		turn.begins(records);
		return records;
	}

	/**
	 * A batch that an interceptor of the application is asked about.
	 * @param records the batch
	 * @param consumer whose it is
	 */
	void offered(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		turn(consumer).settle();
		records.forEach((record) -> this.pipeline.arrived(record, consumer));
	}

	/**
	 * What that interceptor made of the batch.
	 * @param records the batch
	 * @param kept what it left of it
	 * @param consumer whose it is
	 */
	void dropped(ConsumerRecords<K, V> records, @Nullable ConsumerRecords<K, V> kept, Consumer<K, V> consumer) {
		for (ConsumerRecord<K, V> record : (kept != records) ? records : List.<ConsumerRecord<K, V>>of()) {
			if (kept == null || !kept.records(KafkaPipeline.partition(record)).contains(record)) {
				this.pipeline.filtered(record, consumer);
			}
		}
	}

	@Override
	public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		KafkaTurn turn = turn(consumer);
		if (!turn.has(record)) {
			// An interceptor of the application dropped it.
			turn.settle();
			this.pipeline.arrived(record, consumer);
			this.pipeline.filtered(record, consumer);
			return;
		}
		turn.ends();
		turn.returns();
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		KafkaTurn turn = turn(consumer);
		turn.ends();
		turn.returns();
		turn.succeeds();
	}

	@Override
	public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
		KafkaTurn turn = turn(consumer);
		if (!turn.has(record)) {
			// Nobody could read it, or an interceptor of the application threw.
			turn.settle();
			this.pipeline.arrived(record, consumer);
		}
		if (!KafkaErrorMeters.isNotDue(exception)) {
			turn.ends();
		}
		turn.leaves();
	}

	@Override
	public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
		KafkaTurn turn = turn(consumer);
		turn.ends();
		turn.leaves();
	}

	@Override
	public void afterRecord(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		turn(consumer).succeeds();
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		KafkaTurn turn = this.turns.get();
		if (turn != null) {
			turn.settleLast();
			KafkaMarks.clear();
		}
	}

	/** The container clears its thread's state, mostly as it stops. */
	void left() {
		KafkaTurn turn = this.turns.get();
		if (turn != null && isClosed(turn.consumer())) {
			this.turns.remove();
			this.pipeline.closed(turn.consumer());
		}
	}

	/** An error handler gives what failed to the listener again. */
	void triesAgain() {
		KafkaTurn turn = this.turns.get();
		if (turn != null) {
			turn.beginsAgain();
		}
	}

	/** The transaction of what the listener was given last was rolled back. */
	void rolledBack() {
		KafkaTurn turn = this.turns.get();
		if (turn != null) {
			turn.leaves();
		}
	}

	/**
	 * The listener answered with a future: it ends, and its records with it, when the
	 * future does.
	 * @param <T> the type of its result
	 * @param future what the listener returned
	 * @param batch whether it has a batch, of which no error handler hears
	 * @return the future, whose end is counted before anybody else hears of it
	 */
	<T> CompletableFuture<T> later(CompletableFuture<T> future, boolean batch) {
		KafkaTurn turn = this.turns.get();
		if (turn == null) {
			return future;
		}
		List<KafkaLater> waiting = new ArrayList<>();
		for (ConsumerRecord<?, ?> record : turn.records()) {
			if (KafkaMarks.wasFiltered(record)) {
				this.pipeline.filtered(record, turn.consumer());
			}
			else {
				waiting.add(new KafkaLater(this.pipeline, record, turn.consumer()));
			}
		}
		long begun = turn.handsOver();
		return future.whenComplete((result, error) -> {
			this.pipeline.stage().stopTiming(begun);
			Throwable cause = (error instanceof CompletionException && error.getCause() != null) ? error.getCause()
					: error;
			waiting.forEach((each) -> each.ended(cause, batch));
		});
	}

	private KafkaTurn turn(Consumer<?, ?> consumer) {
		KafkaTurn turn = this.turns.get();
		if (turn == null || turn.consumer() != consumer) {
			turn = new KafkaTurn(this.pipeline, consumer);
			this.turns.set(turn);
		}
		return turn;
	}

	private static boolean isClosed(Consumer<?, ?> consumer) {
		try {
			consumer.assignment();
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

}
