package io.sightglass.app.load;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Plays every scenario from the moment that the application is ready, more often when the
 * day is busy.
 */
@Component
@ConditionalOnBooleanProperty(name = "demo.load.enabled", matchIfMissing = true)
class LoadDriver implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(LoadDriver.class);

	private final List<Scenario> scenarios;

	private final Day day;

	private final ScheduledExecutorService players;

	LoadDriver(List<Scenario> scenarios, Day day) {
		this.scenarios = scenarios;
		this.day = day;
		this.players = Executors.newScheduledThreadPool(Math.max(1, scenarios.size()), (play) -> {
			Thread thread = new Thread(play, "demo-load");
			thread.setDaemon(true);
			return thread;
		});
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		this.day.begin();
		this.scenarios.forEach((scenario) -> this.players.execute(() -> play(scenario)));
	}

	private void play(Scenario scenario) {
		try {
			scenario.play();
		}
		catch (Exception ex) {
			logger.debug("{} ended badly, as users' days do", scenario.getClass().getSimpleName(), ex);
		}
		finally {
			again(scenario);
		}
	}

	private void again(Scenario scenario) {
		if (!this.players.isShutdown()) {
			this.players.schedule(() -> play(scenario), this.day.stretched(scenario.pause()).toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void destroy() {
		this.players.shutdownNow();
	}

}
