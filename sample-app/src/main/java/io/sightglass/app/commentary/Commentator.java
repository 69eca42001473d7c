package io.sightglass.app.commentary;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.sightglass.app.incidents.IncidentDesk;
import io.sightglass.app.load.Day;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says every few seconds what is going on, read from the meters themselves.
 */
@Component
class Commentator implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger("demo");

	private final Readings readings;

	private final Day day;

	private final IncidentDesk incidents;

	private final long every;

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "demo-commentator");
		thread.setDaemon(true);
		return thread;
	});

	Commentator(Readings readings, Day day, IncidentDesk incidents,
			@Value("${demo.commentary.every:4s}") Duration every) {
		this.readings = readings;
		this.day = day;
		this.incidents = incidents;
		this.every = every.toMillis();
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		// Rates begin here.
		line();
		this.clock.scheduleWithFixedDelay(() -> logger.info(line()), this.every, this.every, TimeUnit.MILLISECONDS);
	}

	String line() {
		return String.format(Locale.ROOT,
				"%.5s, %s: %.1f requests/s, %.0f connections, %.1f orders/s, LLM calls for %.3f USD%s", this.day.time(),
				mood(this.day.busy()), this.readings.perSecond("http.requests"),
				this.readings.now("connections.active"), this.readings.perSecond("orders.placed"),
				this.readings.now("llm.cost"), incident());
	}

	private static String mood(double busy) {
		return (busy < 0.4) ? "quiet" : (busy < 0.85) ? "steady" : "busy";
	}

	private String incident() {
		String running = this.incidents.states()
			.stream()
			.filter(IncidentDesk.State::running)
			.map((state) -> state.kind() + ", " + state.secondsLeft() + " s left")
			.collect(Collectors.joining("; "));
		return running.isEmpty() ? "" : "  INCIDENT " + running;
	}

	@Override
	public void destroy() {
		this.clock.shutdownNow();
	}

}
