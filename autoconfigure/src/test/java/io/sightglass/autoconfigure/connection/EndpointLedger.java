package io.sightglass.autoconfigure.connection;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a test has brought about at the endpoints, beside what their meters say. It is
 * kept over all rows of a test, so that what is counted too late, or twice, shows.
 */
public final class EndpointLedger {

	private static final Pattern LINE = Pattern
		.compile("(connections|connection_streams|transport_errors|transport_timeouts)"
				+ "(?:_(failed|closed|active))?(?:_total)?\\{(.*)} (\\S+)");

	private static final Pattern TAG = Pattern.compile("(endpoint|reason|error)=\"([^\"]*)\"");

	private final MeterRegistry registry;

	private final Map<String, Long> expected = new TreeMap<>();

	/**
	 * A ledger that begins empty.
	 * @param registry where the meters are
	 */
	public EndpointLedger(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Something more should be counted.
	 * @param endpoint the tag
	 * @param what such as {@code streams}, {@code errors{reset}}, {@code failed{refused}}
	 * @param times how often
	 */
	public void expect(String endpoint, String what, long times) {
		this.expected.merge(endpoint + " " + what, times, Long::sum);
		if (what.equals("errors{timeout}")) {
			expect(endpoint, "timeouts", times);
		}
	}

	/**
	 * What a row of the page says, once each.
	 * @param endpoint the tag
	 * @param row such as {@code streams, errors{cancelled} or errors{timeout}}
	 */
	public void expectAll(String endpoint, String row) {
		for (String what : row.isEmpty() ? new String[0] : row.split(", ")) {
			expect(endpoint, what.contains(" or ") ? whichever(endpoint, what.split(" or ")) : what, 1);
		}
	}

	// Which of these it was is a race, but it is one of them.
	private String whichever(String endpoint, String... candidates) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> Arrays.stream(candidates).filter((what) -> isMore(endpoint + " " + what)).toList(),
					(more) -> more.size() == 1)
			.get(0);
	}

	private boolean isMore(String key) {
		return counted().getOrDefault(key, 0L) > this.expected.getOrDefault(key, 0L);
	}

	/**
	 * A row as the page shows it.
	 * @param row as {@link #expectAll} takes it
	 * @return the row with the names of meters as code
	 */
	public static String words(String row) {
		return row.isEmpty() ? "nothing" : row.replace("streams", "a stream").replaceAll("(\\w+\\{\\w+})", "`$1`");
	}

	/**
	 * Waits until the meters say what the test has brought about: no less, no more, no
	 * stream open, and each connection that was opened closed or active.
	 */
	public void check() {
		this.expected.values().removeIf((value) -> value == 0);
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.untilAsserted(() -> assertThat(counted()).isEqualTo(this.expected));
	}

	/**
	 * What the meters say, without what is 0.
	 * @return counts by endpoint and meter
	 */
	public Map<String, Long> counted() {
		TreeMap<String, Long> actual = new TreeMap<>();
		((PrometheusMeterRegistry) this.registry).scrape().lines().forEach((line) -> {
			Matcher matcher = LINE.matcher(line);
			if (matcher.matches()) {
				put(actual, matcher, Math.round(Double.parseDouble(matcher.group(4))));
			}
		});
		actual.values().removeIf((value) -> value == 0);
		return actual;
	}

	private static void put(Map<String, Long> actual, Matcher line, long value) {
		Map<String, String> tags = new TreeMap<>();
		Matcher tag = TAG.matcher(line.group(3));
		while (tag.find()) {
			tags.put(tag.group(1), tag.group(2));
		}
		String endpoint = tags.get("endpoint") + " ";
		String part = String.valueOf(line.group(2));
		switch (line.group(1)) {
			case "transport_errors" -> actual.merge(endpoint + "errors{" + tags.get("error") + "}", value, Long::sum);
			case "transport_timeouts" -> actual.merge(endpoint + "timeouts", value, Long::sum);
			case "connection_streams" ->
				actual.merge(endpoint + (part.equals("active") ? "open streams" : "streams"), value, Long::sum);
			default -> {
				if (part.equals("failed")) {
					actual.merge(endpoint + "failed{" + tags.get("reason") + "}", value, Long::sum);
				}
				else {
					actual.merge(endpoint + "opened - closed - active", part.equals("null") ? value : -value,
							Long::sum);
					if (part.equals("closed") && !"closed".equals(tags.get("reason"))) {
						actual.merge(endpoint + "closed{" + tags.get("reason") + "}", value, Long::sum);
					}
				}
			}
		}
	}

}
