package io.sightglass.app.http;

import java.util.concurrent.ThreadLocalRandom;

import org.springframework.stereotype.Component;

/**
 * Where invoices are kept. Everybody who wants one waits for it.
 */
@Component
class Archive {

	static final int SLOW_MILLIS = 900;

	private volatile boolean slow;

	void slow(boolean slow) {
		this.slow = slow;
	}

	Order invoice(String id) throws InterruptedException {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		Thread.sleep(this.slow ? random.nextInt(SLOW_MILLIS, 2 * SLOW_MILLIS) : random.nextInt(80, 250));
		return new Order(id, "invoice", 1);
	}

}
