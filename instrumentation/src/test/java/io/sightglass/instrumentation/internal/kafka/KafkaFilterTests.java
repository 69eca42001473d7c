package io.sightglass.instrumentation.internal.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.aopalliance.intercept.MethodInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.adapter.FilteringBatchMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.FilteringMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.kafka.support.Acknowledgment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A container's own listener is told what its filter drops.
 */
class KafkaFilterTests {

	private static final RecordFilterStrategy<String, String> ODD = (record) -> record.offset() % 2 == 1;

	private final List<Long> heard = new ArrayList<>();

	private final ContainerProperties properties = new ContainerProperties("orders");

	private final MessageListener<String, String> listener = (record) -> this.heard.add(record.offset());

	@AfterEach
	void forget() {
		KafkaMarks.clear();
	}

	@Test
	void aListenersFilterIsHeard() {
		this.properties.setMessageListener(new FilteringMessageListenerAdapter<>(this.listener, ODD));
		assertThat(filtered()).containsExactly(1L, 3L);
		assertThat(this.heard).containsExactly(0L, 2L);
		assertThat(this.properties.getMessageListener())
			.hasSameClassAs(new FilteringMessageListenerAdapter<>(this.listener, ODD));
	}

	@Test
	void soItIsBehindAnAdviceChain() {
		List<String> advised = new ArrayList<>();
		this.properties.setMessageListener(new FilteringMessageListenerAdapter<>(this.listener, ODD));
		this.properties.setAdviceChain((MethodInterceptor) (call) -> {
			advised.add(call.getMethod().getName());
			return call.proceed();
		});
		assertThat(filtered()).containsExactly(1L, 3L);
		assertThat(this.heard).containsExactly(0L, 2L);
		assertThat(advised).contains("onMessage");
	}

	@Test
	void aBatchIsFilteredAsAWhole() {
		BatchMessageListener<String, String> listener = (records) -> records
			.forEach((record) -> this.heard.add(record.offset()));
		this.properties.setMessageListener(new FilteringBatchMessageListenerAdapter<>(listener, ODD));
		List<ConsumerRecord<String, String>> batch = new ArrayList<>(records());
		BatchMessageListener<String, String> heard = listening();
		List<ConsumerRecord<String, String>> before = List.copyOf(batch);
		heard.onMessage(batch, null, null);
		assertThat(this.heard).containsExactly(0L, 2L);
		assertThat(before.stream().filter(KafkaMarks::wasFiltered).map(ConsumerRecord::offset)).containsExactly(1L, 3L);
	}

	@Test
	void whatIsDroppedIsAcknowledgedAsBefore() {
		List<String> acknowledged = new ArrayList<>();
		AcknowledgingMessageListener<String, String> listener = (record, acknowledgment) -> this.heard
			.add(record.offset());
		Acknowledgment acknowledgment = () -> acknowledged.add("yes");
		for (boolean discarded : new boolean[] { true, false }) {
			this.properties.setMessageListener(new FilteringMessageListenerAdapter<>(listener, ODD, discarded));
			MessageListener<String, String> heard = listening();
			records().forEach((record) -> heard.onMessage(record, acknowledgment, null));
		}
		assertThat(acknowledged).hasSize(2);
	}

	@Test
	void aClassOfOnesOwnAndAListenerWithoutAFilterStay() {
		var own = new FilteringMessageListenerAdapter<>(this.listener, ODD) {
		};
		for (Object each : new Object[] { own, this.listener }) {
			this.properties.setMessageListener(each);
			KafkaFilter.listen(this.properties);
			assertThat(this.properties.getMessageListener()).isSameAs(each);
		}
	}

	private List<Long> filtered() {
		MessageListener<String, String> heard = listening();
		List<ConsumerRecord<String, String>> records = records();
		records.forEach((record) -> heard.onMessage(record, null, null));
		return records.stream().filter(KafkaMarks::wasFiltered).map(ConsumerRecord::offset).toList();
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private <T> T listening() {
		KafkaFilter.listen(this.properties);
		return (T) Objects.requireNonNull(this.properties.getMessageListener());
	}

	private static List<ConsumerRecord<String, String>> records() {
		return List.of(record(0), record(1), record(2), record(3));
	}

	private static ConsumerRecord<String, String> record(long offset) {
		return new ConsumerRecord<>("orders", 0, offset, "key", "value");
	}

}
