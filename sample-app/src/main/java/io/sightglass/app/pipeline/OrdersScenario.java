package io.sightglass.app.pipeline;

import java.time.Instant;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.app.load.Scenario;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.stereotype.Component;

/**
 * The shop sells.
 */
@Component
class OrdersScenario implements Scenario {

	private final AtomicInteger numbers = new AtomicInteger();

	private final MessageChannel shop;

	OrdersScenario(@Qualifier("orders.shop") MessageChannel shop) {
		this.shop = shop;
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(200);
	}

	@Override
	public void play() {
		for (int i = 0; i < 20; i++) {
			Order order = new Order(this.numbers.getAndIncrement(), Instant.now());
			try {
				this.shop.send(new GenericMessage<>(order));
			}
			catch (MessagingException ignored) {
				// A wrong order; the shop goes on.
			}
		}
	}

}
