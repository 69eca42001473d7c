package io.sightglass.registry.badday;

import io.sightglass.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In small; {@link BadDaysEndurance} is the same for longer.
 */
class BadDaysTests {

	private static final String ROUNDS = "2";

	@Test
	void aHeapThatIsFull() {
		requireRight(new ChildJvm().with("-Xmx16m").run(BadDay.class, "memory", ROUNDS));
	}

	@Test
	void noMoreFiles() {
		requireRight(new ChildJvm().limited("-n 64").with("-Dhttp.keepAlive=false").run(BadDay.class, "files", ROUNDS));
	}

	@Test
	void noMoreThreads() {
		ChildJvm.Ended ended = new ChildJvm().limited("-v 6000000")
			.with("-Xmx64m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=64m", "-XX:CompressedClassSpaceSize=32m",
					"-Xlog:os+thread=off", "-Xlog:all=off")
			.run(BadDay.class, "threads", ROUNDS);
		requireRight(ended);
		assertThat(ended.lines(" threads")).isEqualTo(2);
	}

	@Test
	void aLogOnAFullDisk() {
		assertThat(new ChildJvm().writingTo("/dev/full").run(BadDay.class, "log", ROUNDS).status()).isZero();
	}

	@Test
	void aHundredThousandSeriesInASmallHeap() {
		requireRight(new ChildJvm().with("-Xmx256m").run(BadDay.class, "series", ROUNDS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "recording", "scrape" })
	void anExitAmidARecording(String where) {
		ChildJvm.Ended ended = new ChildJvm().run(BadDay.class, "exit", ROUNDS, where);
		assertThat(ended.status()).as(ended.output()).isEqualTo(7);
		assertThat(ended.lines("hook done")).isOne();
	}

	static void requireRight(ChildJvm.Ended ended) {
		assertThat(ended.output()).contains("all right");
		assertThat(ended.status()).isZero();
		// The application's own failure, and where that finds no memory.
		assertThat(ended.lines("sightglass.failures counts it")).as(ended.output()).isBetween(1L, 2L);
	}

}
