package io.sightglass.autoconfigure.pipeline

import java.util.function.Consumer

import kotlinx.coroutines.delay

import org.springframework.kafka.annotation.BackOff
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.annotation.RetryableTopic

/**
 * Listeners as an application in Kotlin writes them. Each leaves its thread before it does the work.
 */
class SuspendingListener(private val work: Consumer<String>) {

	@KafkaListener(id = "suspend", topics = ["suspend"], containerFactory = "records")
	suspend fun works(value: String) {
		delay(1)
		work.accept("suspend $value")
	}

	@KafkaListener(id = "suspend-again", topics = ["suspend-again"], containerFactory = "records")
	suspend fun again(value: String) {
		delay(1)
		work.accept("suspend-again $value")
	}

	@KafkaListener(id = "suspend-given-up", topics = ["suspend-given-up"], containerFactory = "records")
	suspend fun givenUp(value: String) {
		delay(1)
		work.accept("suspend-given-up $value")
	}

}

/**
 * One with a retry topic.
 */
class RetriedSuspendingListener(private val work: Consumer<String>) {

	@RetryableTopic(attempts = "2", backOff = BackOff(delay = 10), kafkaTemplate = "template")
	@KafkaListener(id = "topic-of-suspend", topics = ["topic-of-suspend"])
	suspend fun works(value: String) {
		delay(1)
		work.accept("suspend $value")
	}

}
