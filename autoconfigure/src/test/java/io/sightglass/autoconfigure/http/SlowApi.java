package io.sightglass.autoconfigure.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * One request that ends when the test says so.
 */
abstract class SlowApi {

	final CountDownLatch begun = new CountDownLatch(1);

	final CompletableFuture<String> answer = new CompletableFuture<>();

	void end() {
		this.answer.complete("late");
	}

}
