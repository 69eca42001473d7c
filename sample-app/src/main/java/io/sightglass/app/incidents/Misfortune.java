package io.sightglass.app.incidents;

import java.time.Duration;
import java.util.List;

import io.sightglass.app.load.Scenario;

import org.springframework.stereotype.Component;

/**
 * An incident now and then, each kind in its turn.
 */
@Component
class Misfortune implements Scenario {

	private final IncidentDesk desk;

	private final long every;

	private long next;

	private int count;

	Misfortune(IncidentDesk desk, IncidentProperties properties) {
		this.desk = desk;
		this.every = properties.every().toNanos();
		this.next = System.nanoTime() + this.every;
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(500);
	}

	@Override
	public void play() {
		if (System.nanoTime() - this.next >= 0) {
			List<String> kinds = this.desk.kinds();
			this.desk.start(kinds.get(this.count++ % kinds.size()));
			this.next = System.nanoTime() + this.every;
		}
	}

}
