package io.sightglass.registry.clock;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clock with its ticks made by hand.
 */
class CoarseClockTests {

	private static final long LATE_MILLIS = TimeUnit.NANOSECONDS.toMillis(CoarseClock.LATE);

	private final SettableClock exact = new SettableClock();

	private int threads;

	private final CoarseClock clock = new CoarseClock(this.exact, (ticker) -> {
		this.threads++;
		return new Thread(() -> {
		});
	});

	@Test
	void isExactAndHasNoThreadWhileItIsReadSeldom() {
		for (int i = 0; i < 10 * CoarseClock.BUSY; i++) {
			this.exact.pass(1);
			assertThat(this.clock.wallTime()).isEqualTo(this.exact.wallTime());
		}
		assertThat(this.threads).isZero();
	}

	@Test
	void standsBetweenTicksOnceItIsReadOften() {
		readOften();
		assertThat(this.threads).isOne();
		assertThat(this.clock.tick()).isTrue();
		this.exact.pass(4);
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START);
		this.clock.tick();
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START + 4);
	}

	@Test
	void leavesTheMonotonicTimeAlone() {
		readOften();
		this.clock.tick();
		this.exact.nanos.set(17);
		assertThat(this.clock.monotonicTime()).isEqualTo(17);
	}

	@Test
	void isExactWhereASecondEnds() {
		readOften();
		this.clock.tick();
		this.exact.pass(955);
		assertThat(this.clock.tick()).isTrue();
		this.exact.pass(45);
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START + 1000);
	}

	@Test
	void ticksOnWhereTheEndOfTheSecondWasBusyToo() {
		readOften();
		this.clock.tick();
		this.exact.pass(955);
		this.clock.tick();
		readOften();
		this.exact.pass(45);
		assertThat(this.clock.tick()).isTrue();
		this.exact.pass(1);
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START + 1000);
	}

	@Test
	void restsWhereTheEndOfTheSecondWasQuiet() {
		readOften();
		this.clock.tick();
		this.exact.pass(955);
		this.clock.tick();
		this.exact.pass(45);
		assertThat(this.clock.tick()).isFalse();
		this.exact.pass(1);
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START + 1001);
	}

	@Test
	void isWokenAgainAfterItsRest() {
		restsWhereTheEndOfTheSecondWasQuiet();
		readOften();
		assertThat(this.clock.tick()).isTrue();
		this.exact.pass(2);
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START + 1001);
	}

	@Test
	void aMonotonicTimeShowsThatTheTickerIsLate() {
		readOften();
		this.clock.tick();
		this.exact.pass(LATE_MILLIS + 1);
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START);
		this.clock.monotonicTime();
		assertThat(this.clock.wallTime()).isEqualTo(this.exact.wallTime());
	}

	@Test
	void followsAClockThatIsSetBackWithTheNextTick() {
		readOften();
		this.clock.tick();
		this.exact.wall.addAndGet(-TimeUnit.HOURS.toMillis(1));
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START);
		this.clock.tick();
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START - TimeUnit.HOURS.toMillis(1));
	}

	@Test
	void isExactOnceItIsClosed() {
		readOften();
		this.clock.tick();
		this.exact.pass(3);
		this.clock.close();
		assertThat(this.clock.wallTime()).isEqualTo(SettableClock.START + 3);
	}

	@Test
	void aThreadThatCannotBeMadeLeavesTheClockExact() {
		try (CoarseClock alone = new CoarseClock(this.exact, (ticker) -> {
			throw new OutOfMemoryError("unable to create native thread");
		})) {
			for (int i = 0; i < 2 * CoarseClock.BUSY; i++) {
				assertThat(alone.wallTime()).isEqualTo(this.exact.wallTime());
			}
		}
	}

	private void readOften() {
		for (int i = 0; i < CoarseClock.BUSY; i++) {
			this.clock.wallTime();
		}
	}

	// The system's clock is what it is made of where nothing else is said.
	@Test
	void isTheSystemsClockUnlessTold() {
		try (CoarseClock system = new CoarseClock()) {
			long before = Clock.SYSTEM.wallTime();
			assertThat(system.wallTime()).isBetween(before, before + TimeUnit.HOURS.toMillis(1));
		}
	}

}
