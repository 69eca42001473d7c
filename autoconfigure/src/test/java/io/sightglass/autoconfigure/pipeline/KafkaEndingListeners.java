package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.listener.AbstractConsumerSeekAware;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.Acknowledgment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners for {@link KafkaEndingsTests}, one for each way of ending; each has a topic
 * and a group of its own. A record "never" always fails, and "once" does so once.
 */
class KafkaEndingListeners {

	/** What a listener answers that waits for the test. */
	final CompletableFuture<String> late = new CompletableFuture<>();

	final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	@KafkaListener(id = "record", topics = "record", containerFactory = "records")
	void record(String value) {
		work("record", value);
	}

	@KafkaListener(id = "rejected", topics = "rejected", containerFactory = "filtering")
	void rejected(String value) {
		work("rejected", value);
	}

	@KafkaListener(id = "dropped", topics = "dropped", containerFactory = "dropping")
	void dropped(String value) {
		work("dropped", value);
	}

	@KafkaListener(id = "dropped-batch", topics = "dropped-batch", containerFactory = "droppingBatches")
	void droppedBatch(List<String> values) {
		values.forEach((value) -> work("dropped-batch", value));
	}

	@KafkaListener(id = "again", topics = "again", containerFactory = "records")
	void again(String value) {
		work("again", value);
	}

	@KafkaListener(id = "given-up", topics = "given-up", containerFactory = "records")
	void givenUp(String value) {
		work("given-up", value);
	}

	@KafkaListener(id = "logged", topics = "logged", containerFactory = "logging")
	void logged(String value) {
		work("logged", value);
	}

	@KafkaListener(id = "taken", topics = "taken", containerFactory = "records", errorHandler = "taking")
	void taken(String value) {
		work("taken", value);
	}

	@KafkaListener(id = "stopping", topics = "stopping", containerFactory = "stopping")
	void stopping(String value) {
		work("stopping", value);
	}

	@KafkaListener(id = "future", topics = "future", containerFactory = "records")
	CompletableFuture<Void> future(String value) {
		return CompletableFuture.runAsync(() -> work("future", value));
	}

	@KafkaListener(id = "future-among", topics = "future-among", containerFactory = "records")
	CompletableFuture<Void> futureAmong(String value) {
		return CompletableFuture.runAsync(() -> work("future-among", value));
	}

	@KafkaListener(id = "mono", topics = "mono", containerFactory = "records")
	Mono<Void> mono(String value) {
		return Mono.delay(Duration.ofMillis(1)).doOnNext((tick) -> work("mono", value)).then();
	}

	@KafkaListener(id = "future-batch", topics = "future-batch", containerFactory = "batches")
	CompletableFuture<Void> futureBatch(List<String> values) {
		return CompletableFuture.runAsync(() -> values.forEach((value) -> work("future-batch", value)));
	}

	@KafkaListener(id = "late", topics = "late", containerFactory = "records")
	CompletableFuture<String> late(String value) {
		call("late");
		return this.late.thenApply((any) -> value);
	}

	@KafkaListener(id = "unreadable", topics = "unreadable", containerFactory = "reading")
	void unreadable(Integer value) {
		call("unreadable");
	}

	@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 1500), kafkaTemplate = "template")
	@KafkaListener(id = "due", topics = "due", containerFactory = "started")
	void due(String value) {
		work("due", value);
	}

	@KafkaListener(id = "nack", topics = "nack", containerFactory = "manual")
	void nack(String value, Acknowledgment acknowledgment) {
		if (call("nack") == 1) {
			acknowledgment.nack(Duration.ZERO);
		}
		else {
			acknowledgment.acknowledge();
		}
	}

	@KafkaListener(id = "nack-batch", topics = "nack-batch", containerFactory = "manualBatches")
	void nackBatch(List<String> values, Acknowledgment acknowledgment) {
		if (values.contains("middle") && call("nack-batch") == 1) {
			acknowledgment.nack(values.indexOf("middle"), Duration.ZERO);
		}
		else {
			acknowledgment.acknowledge();
		}
	}

	@KafkaListener(id = "rolled-back", topics = "rolled-back", containerFactory = "transactions")
	void rolledBack(String value) {
		work("rolled-back", value);
	}

	@KafkaListener(id = "rolled-back-for-good", topics = "rolled-back-for-good", containerFactory = "transactions")
	void rolledBackForGood(String value) {
		work("rolled-back-for-good", value);
	}

	@KafkaListener(id = "not-committed", topics = "not-committed", containerFactory = "failingCommits")
	void notCommitted(String value) {
		work("not-committed", value);
	}

	@KafkaListener(id = "rolled-back-batch", topics = "rolled-back-batch", containerFactory = "transactionalBatches")
	void rolledBackBatch(List<String> values) {
		values.forEach((value) -> work("rolled-back-batch", value));
	}

	@KafkaListener(id = "handled-batch", topics = "handled-batch", containerFactory = "handledTransactions")
	void handledBatch(List<String> values) {
		values.forEach((value) -> work("handled-batch", value));
	}

	@KafkaListener(id = "named", topics = "named", containerFactory = "batches")
	void named(List<ConsumerRecord<String, String>> records) {
		for (ConsumerRecord<String, String> each : records) {
			try {
				work("named", each.value());
			}
			catch (UnsupportedOperationException ex) {
				throw new BatchListenerFailedException(each.value(), ex, each);
			}
		}
	}

	@KafkaListener(id = "whole", topics = "whole", containerFactory = "batches")
	void whole(List<String> values) {
		values.forEach((value) -> work("whole", value));
	}

	@KafkaListener(id = "stopped", topics = "stopped", containerFactory = "patient")
	void stopped(String value) {
		work("stopped", value);
	}

	@KafkaListener(id = "broken", topics = "broken", containerFactory = "records")
	void broken(String value) {
		call("broken");
		throw new AssertionError("an error, not an exception");
	}

	int calls(String listener) {
		return this.calls.getOrDefault(listener, new AtomicInteger()).get();
	}

	private int call(String listener) {
		return this.calls.computeIfAbsent(listener, (any) -> new AtomicInteger()).incrementAndGet();
	}

	private void work(String listener, String value) {
		call(listener);
		if (value.equals("never") || (value.equals("once") && this.failed.add(listener))) {
			throw new UnsupportedOperationException(listener + " " + value);
		}
	}

	/**
	 * One whose records the test has come again.
	 */
	static class Sought extends AbstractConsumerSeekAware {

		@KafkaListener(id = "sought", topics = "sought", containerFactory = "records")
		void sought(String value) {
			assertThat(value).isNotEmpty();
		}

	}

}
