package io.sightglass.app.domain;

import org.springframework.stereotype.Service;

/**
 * Takes orders and fulfils them.
 */
@Service
class Shop {

	private final OrderMeters meters;

	private final Notifications notifications;

	Shop(OrderMeters meters, Notifications notifications) {
		this.meters = meters;
		this.notifications = notifications;
	}

	void order(Order order) {
		this.meters.placed(order.country(), order.express());
		this.meters.paid(order.euros());
		this.meters.open().run(() -> this.meters.fulfilling(order.express()).run(() -> fulfil(order)));
	}

	private void fulfil(Order order) {
		if (order.euros() <= 0) {
			throw new IllegalArgumentException("An order of " + order.euros() + " euros is none");
		}
		this.notifications.send(NotificationMeters.Channel.MAIL, "Your order is on its way");
	}

	/**
	 * What a customer orders.
	 *
	 * @param country where it goes
	 * @param express whether it is in a hurry
	 * @param euros what it costs
	 */
	record Order(String country, boolean express, double euros) {
	}

}
