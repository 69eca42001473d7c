package io.sightglass.dashboards.check;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.check.Finding.Kind;
import io.sightglass.meters.http.HttpMeter;
import org.jspecify.annotations.Nullable;

/**
 * Why a query is probably empty.
 */
final class Reasons {

	private static final String BUCKET = "_bucket";

	// The only ones that are there by default.
	private static final String SERVER_BUCKETS = Options.DEFAULT.rules().name(HttpMeter.SERVER_REQUESTS) + BUCKET;

	private final PrometheusClient prometheus;

	private final Known known;

	private final Set<String> names;

	private final String chosen;

	/**
	 * Reasons for the panels of one choice.
	 * @param prometheus whom to ask
	 * @param known the catalogue's names
	 * @param names the names that Prometheus has for the choice
	 * @param chosen the matchers of the choice
	 */
	Reasons(PrometheusClient prometheus, Known known, Set<String> names, String chosen) {
		this.prometheus = prometheus;
		this.known = known;
		this.names = names;
		this.chosen = chosen;
	}

	/**
	 * What is wrong with a query.
	 * @param query the query
	 * @return the reason, or null where all is well
	 * @throws IOException if nobody answers, or the query is wrong
	 */
	@Nullable Reason of(String query) throws IOException {
		boolean answers = !this.prometheus.query(query).isEmpty();
		Map<String, String> selectors = Selectors.of(query);
		for (String name : selectors.values()) {
			if (!this.names.contains(name) && !isMeanInstead(name, selectors)) {
				Reason reason = missing(name);
				return (answers && reason.kind() == Kind.EMPTY) ? new Reason(Kind.PARTLY, reason.text()) : reason;
			}
		}
		return answers ? null : quiet(selectors);
	}

	// Where there are no buckets, the query asks for the mean too.
	private static boolean isMeanInstead(String name, Map<String, String> selectors) {
		return name.endsWith(BUCKET) && selectors.containsValue(name.replace(BUCKET, "_sum"));
	}

	private Reason missing(String name) throws IOException {
		if (name.endsWith(BUCKET) && this.names.contains(name.replace(BUCKET, "_count"))) {
			boolean isServers = name.equals(SERVER_BUCKETS);
			return new Reason(isServers ? Kind.WRONG : Kind.EMPTY,
					"there is no %s: the meter has no buckets; %ssightglass.histograms.meters names those that have some"
						.formatted(name, isServers ? "sightglass.histograms.mode is not to be none, and " : ""));
		}
		Optional<String> renamed = this.known.renamed(name, this.names);
		if (renamed.isPresent()) {
			return new Reason(Kind.WRONG,
					"there is no %s, but %s, which no dashboard knows: was the meter renamed, or are the application and the dashboards of different versions?"
						.formatted(name, renamed.get()));
		}
		if (!this.known.hasAny(this.names)) {
			return nothing(name);
		}
		if (!this.known.hasSiblings(name, this.names)) {
			return new Reason(Kind.EMPTY, "there is no %s: the family %s is off, not used, or idle since the start"
				.formatted(name, this.known.family(name)));
		}
		return new Reason(Kind.EMPTY,
				"there is no %s: nothing of the kind has happened yet; its series appears with the first"
					.formatted(name));
	}

	// Nothing of ours at all: of another prefix, or of another choice.
	private Reason nothing(String name) throws IOException {
		Optional<String> prefix = this.known.otherPrefix(name, this.names);
		if (prefix.isPresent()) {
			return new Reason(Kind.WRONG, "there is no %s, but one with %s: give --prefix '%s'".formatted(name,
					prefix.get().isEmpty() ? "no prefix" : "the prefix " + prefix.get(), prefix.get()));
		}
		boolean elsewhere = !this.prometheus.query("count(" + name + ")").isEmpty();
		return new Reason(Kind.WRONG, elsewhere
				? "there are series of %s, but none with %s: another job, instance or label?".formatted(name,
						this.chosen)
				: "there is no %s, nor anything of Sightglass, with %s: is the application scraped, is another prefix set?"
					.formatted(name, this.chosen));
	}

	private Reason quiet(Map<String, String> selectors) throws IOException {
		for (Map.Entry<String, String> selector : selectors.entrySet()) {
			if (this.prometheus.query("count(" + selector.getKey() + ")").isEmpty()) {
				return new Reason(Kind.EMPTY, "there is %s, but no series of %s yet: nothing of the kind has happened"
					.formatted(selector.getValue(), selector.getKey()));
			}
		}
		return new Reason(Kind.EMPTY,
				"its series exist, but nothing moved in the range, or the range is shorter than two scrapes");
	}

	/**
	 * Why, and how bad it is.
	 *
	 * @param kind how bad it is
	 * @param text why
	 */
	record Reason(Kind kind, String text) {
	}

}
