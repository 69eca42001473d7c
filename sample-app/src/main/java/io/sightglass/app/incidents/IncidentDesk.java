package io.sightglass.app.incidents;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Starts incidents and sees to it that each one ends.
 */
@Component
public class IncidentDesk implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(IncidentDesk.class);

	private static final long BETWEEN_PLAYS_MILLIS = 100;

	private final Map<String, Incident> kinds;

	/** The running ones, with the moment in which each ends. */
	private final Map<String, Long> ends = new ConcurrentHashMap<>();

	private final long lasts;

	private final ScheduledExecutorService players;

	IncidentDesk(List<Incident> incidents, IncidentProperties properties) {
		this.kinds = incidents.stream()
			.collect(Collectors.toMap(Incident::kind, Function.identity(), (one, other) -> one, TreeMap::new));
		this.lasts = properties.lasts().toNanos();
		this.players = Executors.newScheduledThreadPool(Math.max(1, this.kinds.size()), (play) -> {
			Thread thread = new Thread(play, "demo-incident");
			thread.setDaemon(true);
			return thread;
		});
	}

	List<String> kinds() {
		return List.copyOf(this.kinds.keySet());
	}

	/**
	 * Starts an incident; one that is running lasts longer instead.
	 * @param kind one of the kinds
	 * @throws IllegalArgumentException if there is no such kind
	 */
	synchronized void start(String kind) {
		Incident incident = this.kinds.get(kind);
		if (incident == null) {
			throw new IllegalArgumentException(
					"There is no incident '" + kind + "': allowed are " + String.join(", ", kinds()));
		}
		if (this.ends.put(kind, System.nanoTime() + this.lasts) == null) {
			incident.begin();
			this.players.execute(() -> play(incident));
		}
	}

	/**
	 * What is going on.
	 * @return each kind, whether it runs or not
	 */
	public List<State> states() {
		return this.kinds.values().stream().map(this::state).toList();
	}

	private State state(Incident incident) {
		Long end = this.ends.get(incident.kind());
		long left = (end != null) ? Math.max(1, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime())) : 0;
		return new State(incident.kind(), end != null, left, incident.shows());
	}

	private synchronized boolean isOver(Incident incident) {
		Long end = this.ends.get(incident.kind());
		if (end != null && System.nanoTime() - end < 0) {
			return false;
		}
		incident.end();
		this.ends.remove(incident.kind());
		return true;
	}

	private void play(Incident incident) {
		if (isOver(incident)) {
			return;
		}
		try {
			incident.play();
		}
		catch (Exception ex) {
			logger.debug("{} did its worst", incident.kind(), ex);
		}
		finally {
			if (!this.players.isShutdown()) {
				this.players.schedule(() -> play(incident), BETWEEN_PLAYS_MILLIS, TimeUnit.MILLISECONDS);
			}
		}
	}

	@Override
	public void destroy() {
		this.players.shutdownNow();
	}

	/**
	 * How it stands with one kind.
	 *
	 * @param kind the kind
	 * @param running whether it is happening
	 * @param secondsLeft how long it still lasts
	 * @param shows what happens, and which meters show it
	 */
	public record State(String kind, boolean running, long secondsLeft, String shows) {
	}

}
