package io.sightglass.autoconfigure.pipeline;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * All that a scrape says of records, in words, so that a test sees what it did not ask
 * for too.
 *
 * @param figures the numbers that are not zero
 */
record PipelineFigures(Map<String, Long> figures) {

	private static final Pattern SAMPLE = Pattern.compile("pipeline_([a-z_]+)\\{(.*)} (\\S+)");

	private static final Pattern KIND = Pattern.compile("(outcome|error)=\"(.*?)\"");

	static PipelineFigures of(PrometheusMeterRegistry registry) {
		Map<String, Long> figures = new TreeMap<>();
		registry.scrape().lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach((line) -> {
			String words = words(line.group(1), line.group(2));
			if (words != null) {
				figures.merge(words, (long) Double.parseDouble(line.group(3)), Long::sum);
			}
		});
		return new PipelineFigures(figures);
	}

	private static @Nullable String words(String sample, String labels) {
		return switch (sample) {
			case "records_received_total" -> "1 received";
			case "records_processed_total" -> "2 processed as `" + kind(labels) + "`";
			case "errors_total" -> "3 error `" + kind(labels) + "`";
			case "retries_total" -> "4 retried";
			case "records_delivered_total" -> "5 delivered";
			case "stage_duration_seconds_count" -> "6 timed";
			case "records_in_flight" -> "7 still in flight";
			default -> null;
		};
	}

	private static String kind(String labels) {
		Matcher kind = KIND.matcher(labels);
		return kind.find() ? kind.group(2) : "";
	}

	/**
	 * By how much these have grown.
	 * @param before what they were
	 * @return the differences, as {@code 1 received, 1 processed as `success`}
	 */
	String since(PipelineFigures before) {
		return this.figures.entrySet()
			.stream()
			.map((each) -> Map.entry(each.getKey(), each.getValue() - before.of(each.getKey())))
			.filter((each) -> each.getValue() != 0)
			.map((each) -> each.getValue() + each.getKey().substring(1))
			.collect(Collectors.joining(", "));
	}

	/** How many records ended, in any way, less than were received. */
	long unaccounted() {
		return of("1 received") - of("5 delivered") - of("2 processed as `filtered`") - of("2 processed as `error`")
				- of("2 processed as `cancelled`");
	}

	private long of(String words) {
		return Objects.requireNonNullElse(this.figures.get(words), 0L);
	}

}
