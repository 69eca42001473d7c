package io.sightglass.app.load;

import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DayTests {

	private final AtomicLong now = new AtomicLong();

	private final Day day = new Day(Duration.ofMinutes(24), this.now::get);

	@Test
	void opensAtNineAndIsBusyAtEleven() {
		assertThat(this.day.time()).isEqualTo(LocalTime.of(9, 0));
		assertThat(this.day.busy()).isEqualTo(0.9);
		hours(2);
		assertThat(this.day.time()).isEqualTo(LocalTime.of(11, 0));
		assertThat(this.day.busy()).isEqualTo(1);
		assertThat(this.day.stretched(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(300));
	}

	@Test
	void isQuietInTheNightAndGoesRound() {
		hours(17);
		assertThat(this.day.time()).isEqualTo(LocalTime.of(2, 0));
		assertThat(this.day.stretched(Duration.ofMillis(300))).isEqualTo(Duration.ofSeconds(2));
		hours(7);
		assertThat(this.day.time()).isEqualTo(LocalTime.of(9, 0));
		hours(7);
		this.day.begin();
		assertThat(this.day.time()).isEqualTo(LocalTime.of(9, 0));
	}

	@Test
	void changesLittleByLittle() {
		double last = this.day.busy();
		for (int minute = 0; minute < 24 * 60; minute++) {
			this.now.addAndGet(Duration.ofSeconds(1).toNanos());
			assertThat(Math.abs(this.day.busy() - last)).isLessThan(0.01);
			last = this.day.busy();
		}
	}

	@Test
	void refusesADayOfNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Day(Duration.ZERO))
			.withMessageContaining("demo.load.day");
	}

	private void hours(int hours) {
		this.now.addAndGet(Duration.ofMinutes(hours).toNanos());
	}

}
