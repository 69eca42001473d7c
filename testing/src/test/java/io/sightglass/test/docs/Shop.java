package io.sightglass.test.docs;

import io.sightglass.test.docs.OrderMeters.Size;

/**
 * What the examples of meter sets test.
 */
class Shop {

	private final OrderMeters meters;

	Shop(OrderMeters meters) {
		this.meters = meters;
	}

	String order(Size size, double euros) {
		this.meters.placed(size);
		this.meters.open().up();
		return this.meters.fulfilling(size == Size.S).call(() -> {
			if (euros <= 0) {
				throw new IllegalArgumentException("Nothing is for free");
			}
			this.meters.open().down();
			this.meters.paid(euros);
			return "parcel";
		});
	}

}
