package io.sightglass.app.http;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a parcel is. The carrier is away at times, which is a 5xx of ours.
 */
@RestController
@RequestMapping("/shipments")
class ShipmentController {

	private static final int AWAY = 4;

	private final AtomicInteger asked = new AtomicInteger();

	@GetMapping("/{id}")
	Order shipment(@PathVariable String id) {
		if (this.asked.incrementAndGet() % AWAY == 0) {
			throw new CarrierAwayException(id);
		}
		return new Order(id, "parcel", 1);
	}

	@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
	static class CarrierAwayException extends IllegalStateException {

		CarrierAwayException(String id) {
			super("The carrier does not say where " + id + " is");
		}

	}

}
