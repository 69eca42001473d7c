package io.sightglass.app.pipeline;

/**
 * An order.
 *
 * @param number its number
 * @param placedAtMillis when it was placed
 */
record Order(int number, long placedAtMillis) {

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
