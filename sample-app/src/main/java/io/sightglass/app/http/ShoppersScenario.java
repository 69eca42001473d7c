package io.sightglass.app.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.sightglass.app.load.Scenario;

import org.springframework.stereotype.Component;

/**
 * Users who look at orders, place some, wait for invoices, and ask for what is not there.
 */
@Component
class ShoppersScenario implements Scenario {

	private final ShopClient shop;

	ShoppersScenario(ShopClient shop) {
		this.shop = shop;
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(200);
	}

	@Override
	public void play() {
		int id = ThreadLocalRandom.current().nextInt(1000);
		for (int i = 0; i < 5; i++) {
			this.shop.get("/orders/{id}", id + i);
		}
		this.shop.post("/orders", new Order("" + id, "sight glass", 2));
		switch (id % 5) {
			case 0 -> this.shop.get("/orders/{id}/refund", id);
			case 1 -> this.shop.get("/nowhere/{id}", id);
			case 2 -> this.shop.get("/orders/export");
			default -> this.shop.get("/orders/{id}/invoice", id);
		}
	}

}
