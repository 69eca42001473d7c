package io.sightglass.app.domain;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import io.sightglass.app.domain.IncidentMeters.Severity;
import io.sightglass.app.domain.Shop.Order;
import io.sightglass.app.load.Scenario;

import org.springframework.stereotype.Component;

/**
 * Customers order; now and then an order is wrong, which is an incident.
 */
@Component
class ShopDay implements Scenario {

	private static final List<String> COUNTRIES = List.of("de", "fr", "it", "ro");

	private final RandomGenerator random = RandomGenerator.getDefault();

	private final Shop shop;

	private final Notifications notifications;

	private final Incidents incidents;

	ShopDay(Shop shop, Notifications notifications, Incidents incidents) {
		this.shop = shop;
		this.notifications = notifications;
		this.incidents = incidents;
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(250);
	}

	@Override
	public void play() {
		String country = COUNTRIES.get(this.random.nextInt(COUNTRIES.size()));
		try {
			this.shop.order(new Order(country, this.random.nextBoolean(), this.random.nextInt(100)));
		}
		catch (IllegalArgumentException ex) {
			this.incidents.handle(this.random.nextInt(10) == 0 ? Severity.CRITICAL : Severity.LOW);
		}
		if (this.random.nextInt(4) == 0) {
			this.notifications.deliver();
		}
	}

}
