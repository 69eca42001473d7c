package io.sightglass.app.pipeline;

import java.time.Duration;

import io.sightglass.app.load.Scenario;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * A second consumer comes to help and leaves again, so that Kafka deals the partitions
 * anew.
 */
@Component
class HelpScenario implements Scenario {

	private final KafkaListenerEndpointRegistry consumers;

	HelpScenario(KafkaListenerEndpointRegistry consumers) {
		this.consumers = consumers;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(20);
	}

	@Override
	public void play() {
		MessageListenerContainer clerk = this.consumers.getListenerContainer(Billing.CLERK);
		MessageListenerContainer help = this.consumers.getListenerContainer(Billing.HELP);
		if (help == null || clerk == null) {
			return;
		}
		if (help.isRunning()) {
			help.stop();
		}
		else if (clerk.isRunning()) {
			help.start();
		}
	}

}
