package io.sightglass.app.pipeline;

import java.time.Instant;

/**
 * An order.
 *
 * @param number its number
 * @param placedAt when it was placed
 */
record Order(int number, Instant placedAt) {

	boolean isTest() {
		return this.number % 10 == 0;
	}

	boolean isWrong() {
		return this.number % 10 == 1;
	}

	boolean isVoucher() {
		return this.number % 10 == 6;
	}

	boolean isDifficult() {
		return this.number % 10 == 2;
	}

}
