package io.sightglass.app.http;

import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Orders: quick, slow, failing and streamed.
 */
@RestController
@RequestMapping("/orders")
class OrderController {

	private static final int ROWS = 50;

	private final Archive archive;

	OrderController(Archive archive) {
		this.archive = archive;
	}

	@GetMapping("/{id}")
	Order order(@PathVariable String id) {
		return new Order(id, "sight glass", 1);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Order place(@RequestBody Order order) {
		return order;
	}

	@GetMapping("/{id}/invoice")
	Order slow(@PathVariable String id) throws InterruptedException {
		return this.archive.invoice(id);
	}

	@GetMapping("/{id}/refund")
	Order failing(@PathVariable String id) {
		throw new RefundRefusedException(id);
	}

	@GetMapping(path = "/export", produces = "text/csv")
	StreamingResponseBody export() {
		return (out) -> {
			for (int i = 0; i < ROWS; i++) {
				out.write((i + ",sight glass,1\n").getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
		};
	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class RefundRefusedException extends IllegalStateException {

		RefundRefusedException(String id) {
			super("Order " + id + " is not refunded");
		}

	}

}
