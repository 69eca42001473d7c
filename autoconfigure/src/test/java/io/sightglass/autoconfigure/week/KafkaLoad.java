package io.sightglass.autoconfigure.week;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.autoconfigure.pipeline.KafkaBroker;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Records that fail once or always, for a consumer that is stopped and started, and
 * beside which another one comes and goes.
 */
final class KafkaLoad implements Load {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final String group = "parcels-" + UUID.randomUUID();

	private final Ledger ledger = new Ledger();

	private final KafkaTemplate<Object, Object> template;

	private final WeekKafka kafka;

	private final Totals totals;

	private final ConcurrentMessageListenerContainer<Object, Object> first;

	private long sent;

	private long never;

	private int moves;

	KafkaLoad(KafkaTemplate<Object, Object> template, WeekKafka kafka, Totals totals) {
		this.template = template;
		this.kafka = kafka;
		this.totals = totals;
		KafkaBroker.topics(4, this.group, this.group + "-dlt");
		this.first = kafka.container(this.group, this.ledger::work);
		this.first.start();
		await().atMost(PATIENCE).until(() -> assigned(this.first) == 4);
	}

	@Override
	public void turn(int turn) throws Exception {
		String kind = (turn % 50 == 7) ? "never-" : (turn % 10 == 3) ? "once-" : "fine-";
		this.template.send(this.group, turn % 4, null, kind + turn).get(30, TimeUnit.SECONDS);
		this.sent++;
		this.never += kind.equals("never-") ? 1 : 0;
		if (turn % 600 == 300) {
			move();
		}
		else if (turn % 600 == 599) {
			this.first.stop();
			this.first.start();
			await().atMost(PATIENCE).until(() -> assigned(this.first) == 4);
		}
	}

	private void move() {
		this.moves++;
		ConcurrentMessageListenerContainer<Object, Object> second = this.kafka.container(this.group, this.ledger::work);
		second.setConcurrency(1);
		second.start();
		await().atMost(PATIENCE).until(() -> assigned(second) > 0);
		second.stop();
		await().atMost(PATIENCE).until(() -> assigned(this.first) == 4);
	}

	private static int assigned(MessageListenerContainer container) {
		Collection<?> assigned = container.getAssignedPartitions();
		return (assigned != null) ? assigned.size() : 0;
	}

	@Override
	public void check() {
		assertThat(this.ledger.succeeded.get()).isEqualTo(this.sent - this.never);
		long error = sum("records.processed", "outcome", "error");
		assertThat(error).isGreaterThanOrEqualTo(this.never);
		assertThat(sum("records.processed", "outcome", "success")).isEqualTo(this.ledger.returned.get());
		assertThat(sum("errors")).isEqualTo(this.ledger.threw.get());
		assertThat(sum("records.delivered")).isEqualTo(error);
		assertThat(sum("records.received")).isEqualTo(sum("records.processed"));
		assertThat(this.totals.level("pipeline.records.in.flight", "pipeline", this.group)).isZero();
		this.ledger.forget();
	}

	private long sum(String meter, String... tags) {
		String[] all = Arrays.copyOf(tags, tags.length + 2);
		all[tags.length] = "pipeline";
		all[tags.length + 1] = this.group;
		return this.totals.sum("pipeline." + meter, all);
	}

	@Override
	public String toString() {
		return this.sent + " records, " + this.moves + " moves";
	}

	@Override
	public void close() {
		this.first.stop();
	}

	/**
	 * What the listeners did. A value's number is kept only while it may come again.
	 */
	private static final class Ledger {

		private final Set<String> repeated = ConcurrentHashMap.newKeySet();

		private final Set<String> recent = ConcurrentHashMap.newKeySet();

		private final Set<String> earlier = ConcurrentHashMap.newKeySet();

		private final AtomicLong succeeded = new AtomicLong();

		private final AtomicLong returned = new AtomicLong();

		private final AtomicLong threw = new AtomicLong();

		void work(String value) {
			if (value.startsWith("never") || (value.startsWith("once") && this.repeated.add(value))) {
				this.threw.incrementAndGet();
				throw new UnsupportedOperationException(value);
			}
			this.returned.incrementAndGet();
			if (!this.earlier.contains(value) && this.recent.add(value)) {
				this.succeeded.incrementAndGet();
			}
		}

		void forget() {
			this.repeated.clear();
			this.earlier.clear();
			this.earlier.addAll(this.recent);
			this.recent.clear();
		}

	}

}
