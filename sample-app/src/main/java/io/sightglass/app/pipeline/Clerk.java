package io.sightglass.app.pipeline;

import org.springframework.stereotype.Component;

/**
 * Does the work on an order.
 */
@Component
class Clerk {

	Order enrich(Order order) {
		if (order.isWrong()) {
			throw new IllegalArgumentException("order " + order.number() + " has no address");
		}
		return order;
	}

	Order pack(Order order) {
		return order;
	}

}
