package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application and its twin with Boot's own meters, of which each hears the same.
 */
final class HttpTwin implements AutoCloseable {

	private static final List<String> COUNTED = List.of("method", "outcome", "status", "uri");

	/** What servers answer by themselves to what is no request for them, or too long. */
	private static final Set<String> SERVERS_OWN = Set.of("400", "405", "413", "414", "426", "431", "501", "505",
			Conversation.NO_STATUS);

	private final RunningApp ours;

	private final RunningApp boots;

	private final Server server;

	// Reactor Netty says 400 to a body that it cannot read, also where the application
	// has
	// answered meanwhile, which then is counted and never read.
	private int overtaken;

	private final StoppedTwice twice = new StoppedTwice();

	/** What the client has read, by status. */
	private final Map<String, Integer> read = new TreeMap<>();

	HttpTwin(Server server, String... properties) {
		this.server = server;
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("logging.level.root=OFF");
		this.ours = new RunningApp(server, all.toArray(String[]::new));
		all.add("sightglass.http.enabled=false");
		this.boots = new RunningApp(server, all.toArray(String[]::new));
		this.boots.context().getBean(ObservationRegistry.class).observationConfig().observationHandler(this.twice);
	}

	RunningApp ours() {
		return this.ours;
	}

	/**
	 * Holds a conversation with both, in which each must answer the same. The server's
	 * own answer to what it cannot read may be lost as it throws the client out.
	 * @param conversation what is said
	 * @throws IOException if one cannot be reached
	 */
	void hold(Conversation conversation) throws IOException {
		List<String> ours = conversation.hold(this.ours.port());
		List<String> boots = conversation.hold(this.boots.port());
		int end = Math.min(end(ours), end(boots));
		assertThat(ours.subList(0, end)).as(conversation.toString()).isEqualTo(boots.subList(0, end));
		assertThat(SERVERS_OWN).as(conversation.toString())
			.containsAll(ours.subList(end, end(ours)))
			.containsAll(boots.subList(end, end(boots)));
		for (int i = 0; i < ours.size(); i++) {
			if (!conversation.isForTheServer(i)) {
				this.read.merge(ours.get(i), 1, Integer::sum);
				this.overtaken += isOvertaken(conversation, i, ours.get(i)) ? 1 : 0;
			}
		}
	}

	private boolean isOvertaken(Conversation conversation, int request, String status) {
		return this.server == Server.NETTY && status.equals("400") && conversation.hasUnreadableBody(request);
	}

	/**
	 * Breaks a conversation off, with both. What was answered until then is the client's
	 * to lose.
	 * @param conversation what is said
	 * @throws IOException if one cannot be reached
	 */
	void breakOff(Conversation conversation) throws IOException {
		conversation.hold(this.ours.port());
		conversation.hold(this.boots.port());
	}

	private static int end(List<String> statuses) {
		int end = statuses.indexOf(Conversation.END);
		return (end < 0) ? statuses.size() : end;
	}

	/**
	 * Waits until both have counted the same under the same tags.
	 * @param after what was said last
	 */
	void compare(Object after) {
		this.ours.await(() -> assertThat(timers(this.ours)).as("after " + after).isEqualTo(boots()));
		settle(after);
	}

	/**
	 * Waits until both have counted the same, but for what an exception is named.
	 * @param after what was said last
	 * @param lost the route of which the twin may have lost some
	 */
	void compareCounts(Object after, @Nullable String lost) {
		Predicate<List<Tag>> certain = (tags) -> lost == null || !tags.contains(Tag.of("uri", lost));
		this.ours.await(() -> assertThat(only(exactly(timers(this.ours)), certain)).as("after " + after)
			.isEqualTo(only(exactly(boots()), certain)));
		settle(after);
		if (lost != null) {
			assertThat(this.boots.timed("uri", lost)).isLessThanOrEqualTo(this.ours.timed("uri", lost));
		}
	}

	private static Map<List<Tag>, Long> only(Map<List<Tag>, Long> counts, Predicate<List<Tag>> these) {
		counts.keySet().removeIf(these.negate());
		return counts;
	}

	// Ours is right in itself.
	private void settle(Object after) {
		this.ours.await(() -> assertThat(counters()).as("after " + after).isEqualTo(exactly(timers(this.ours))));
		this.ours.await(() -> assertThat(this.ours.active()).as("in flight after " + after).isZero());
	}

	/**
	 * Requires that all that the client has read is counted, but for what the server
	 * answers before Spring sees it, which the twin does not count either.
	 */
	void compareWithTheClient() {
		this.read.forEach((status, answers) -> {
			if (!SERVERS_OWN.contains(status) && !status.equals(Conversation.END)) {
				assertThat(this.ours.counted("status", status)).as("status " + status)
					.isBetween(answers.doubleValue(), answers.doubleValue() + this.overtaken);
			}
			else {
				assertThat(this.ours.counted("status", status)).as("status " + status)
					.isLessThanOrEqualTo(answers.doubleValue());
			}
		});
	}

	// A request is one, however often it ends.
	private Map<List<Tag>, Long> boots() {
		Map<List<Tag>, Long> counts = timers(this.boots);
		this.twice.again()
			.forEach((tags, again) -> counts.computeIfPresent(tags,
					(same, count) -> (count > again) ? count - again : null));
		return counts;
	}

	private static Map<List<Tag>, Long> timers(RunningApp app) {
		Map<List<Tag>, Long> counts = new HashMap<>();
		for (Timer timer : app.registry().find("http.server.requests").timers()) {
			counts.merge(timer.getId().getTags(), timer.count(), Long::sum);
		}
		return counts;
	}

	// What the counter should have, by the timer.
	private static Map<List<Tag>, Long> exactly(Map<List<Tag>, Long> timers) {
		Map<List<Tag>, Long> counts = new HashMap<>();
		timers.forEach((tags, count) -> counts
			.merge(tags.stream().filter((tag) -> COUNTED.contains(tag.getKey())).toList(), count, Long::sum));
		return counts;
	}

	private Map<List<Tag>, Long> counters() {
		Map<List<Tag>, Long> counts = new HashMap<>();
		for (Counter counter : this.ours.registry().find("http.requests").counters()) {
			counts.put(counter.getId().getTags(), (long) counter.count());
		}
		return counts;
	}

	@Override
	public void close() {
		this.ours.close();
		this.boots.close();
		RunningApp.logAgain();
	}

}
