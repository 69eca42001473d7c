package io.sightglass.app.incidents;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IncidentDeskTests {

	private final Flood flood = new Flood();

	@Test
	void playsAnIncidentUntilItEndsByItself() throws InterruptedException {
		IncidentDesk desk = new IncidentDesk(List.of(this.flood),
				new IncidentProperties(Duration.ofMillis(400), Duration.ofDays(1)));
		desk.start("flood");
		desk.start("flood");
		assertThat(desk.states()).singleElement().matches(IncidentDesk.State::running);
		assertThat(this.flood.over.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.flood.plays).hasPositiveValue();
		assertThat(this.flood.begins).hasValue(1);
		assertThat(desk.states()).singleElement().matches((state) -> !state.running() && state.secondsLeft() == 0);
		desk.destroy();
	}

	@Test
	void namesTheKindsThatItKnows() {
		IncidentDesk desk = new IncidentDesk(List.of(this.flood),
				new IncidentProperties(Duration.ofSeconds(1), Duration.ofDays(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> desk.start("fire"))
			.withMessage("There is no incident 'fire': allowed are flood");
		desk.destroy();
	}

	@Test
	void startsOneNowAndThen() {
		IncidentDesk desk = new IncidentDesk(List.of(this.flood),
				new IncidentProperties(Duration.ofSeconds(30), Duration.ofDays(1)));
		new Misfortune(desk, new IncidentProperties(Duration.ofSeconds(30), Duration.ofDays(1))).play();
		assertThat(this.flood.begins).hasValue(0);
		new Misfortune(desk, new IncidentProperties(Duration.ofSeconds(30), Duration.ZERO)).play();
		assertThat(this.flood.begins).hasValue(1);
		desk.destroy();
	}

	@Test
	void refusesAnIncidentOfNoLength() {
		assertThatIllegalArgumentException().isThrownBy(() -> new IncidentProperties(Duration.ZERO, Duration.ZERO))
			.withMessageContaining("demo.incidents.lasts");
	}

	private static final class Flood implements Incident {

		private final AtomicInteger begins = new AtomicInteger();

		private final AtomicInteger plays = new AtomicInteger();

		private final CountDownLatch over = new CountDownLatch(1);

		@Override
		public String kind() {
			return "flood";
		}

		@Override
		public String shows() {
			return "Water everywhere";
		}

		@Override
		public void begin() {
			this.begins.incrementAndGet();
		}

		@Override
		public void play() {
			this.plays.incrementAndGet();
			throw new IllegalStateException("an incident");
		}

		@Override
		public void end() {
			this.over.countDown();
		}

	}

}
