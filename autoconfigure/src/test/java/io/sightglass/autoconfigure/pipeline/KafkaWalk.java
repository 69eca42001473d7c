package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The listeners of {@link KafkaRandomWalkTests}, which keep a ledger of their own. A
 * record's value says how it is to end: "once-17" fails once.
 */
class KafkaWalk {

	private final Map<String, Ledger> ledgers = new ConcurrentHashMap<>();

	@KafkaListener(id = "walk-record", topics = "walk-record", containerFactory = "filtering", concurrency = "3")
	void record(String value) {
		ledger("walk-record").work(value);
	}

	@KafkaListener(id = "walk-moving", topics = "walk-moving", containerFactory = "filtering", concurrency = "2")
	void moving(String value) {
		ledger("walk-moving").work(value);
	}

	@KafkaListener(id = "walk-transaction", topics = "walk-transaction", containerFactory = "transactions",
			concurrency = "2")
	void transaction(String value) {
		ledger("walk-transaction").work(value);
	}

	@KafkaListener(id = "walk-nack", topics = "walk-nack", containerFactory = "manual", concurrency = "2")
	void nack(String value, Acknowledgment acknowledgment) {
		Ledger ledger = ledger("walk-nack");
		if (value.startsWith("unwanted") && ledger.repeated.add(value)) {
			ledger.nacks.increment();
			acknowledgment.nack(Duration.ZERO);
		}
		else {
			ledger.work(value);
			acknowledgment.acknowledge();
		}
	}

	@KafkaListener(id = "walk-batch", topics = "walk-batch", containerFactory = "batches", concurrency = "2")
	void batch(List<ConsumerRecord<String, String>> records) {
		for (ConsumerRecord<String, String> each : records) {
			try {
				ledger("walk-batch").work(each.value());
			}
			catch (UnsupportedOperationException ex) {
				throw new BatchListenerFailedException(each.value(), ex, each);
			}
		}
	}

	@KafkaListener(id = "walk-future", topics = "walk-future", containerFactory = "records", concurrency = "2")
	CompletableFuture<Void> future(String value) {
		return CompletableFuture.runAsync(() -> ledger("walk-future").work(value));
	}

	Ledger ledger(String group) {
		return this.ledgers.computeIfAbsent(group, (any) -> new Ledger());
	}

	/**
	 * What the listener of one group did.
	 */
	static final class Ledger {

		final LongAdder returned = new LongAdder();

		final LongAdder threw = new LongAdder();

		final LongAdder nacks = new LongAdder();

		final Set<String> succeeded = ConcurrentHashMap.newKeySet();

		private final Set<String> repeated = ConcurrentHashMap.newKeySet();

		void work(String value) {
			if (value.startsWith("never") || (value.startsWith("once") && this.repeated.add(value))) {
				this.threw.increment();
				throw new UnsupportedOperationException(value);
			}
			this.returned.increment();
			this.succeeded.add(value);
		}

	}

}
