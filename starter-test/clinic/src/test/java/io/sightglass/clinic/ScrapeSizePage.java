package io.sightglass.clinic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes docs/scrape-size.md.
 */
final class ScrapeSizePage {

	static final String FORM = "POST /owners/new 302";

	private static final String PAGE = "GET /vets.html 200";

	private static final String HEAD = """
			# The size of a scrape

			Every series costs memory in your Prometheus. Here is what the starter adds to `/actuator/prometheus` before you add
			it, what each route of your application costs, and how to have less or more.

			The figures are those of a small clinic: pages, forms with validation, JPA on H2 and a Caffeine cache, with nothing
			configured. Each row is a JVM of its own that ran the same classes and answered the same %d requests on %d routes,
			where a route is one method, one path and one status. Boot's tag `exception` parts it further: a handler that
			throws three kinds of exceptions has three timers. A build with other figures fails, and says which command
			writes this page anew: do not edit it.

			""";

	private static final String NOTES = """

			Lines and sizes are of the text format with its comments, without `jvm_gc_pause`, which comes with the first garbage
			collection. Sizes and times are those of one run on two shared cores and differ from run to run.

			## By family

			""";

	private static final String ROUTES = """

			## A route

			How many series `%s`, a form, has:

			""";

	private static final String ROUTE = """

			With the defaults these are:

			```
			%s
			```

			## Less, or more

			One property each:

			| | Property | Shows | Series |
			|---|---|---|--:|
			""";

	private ScrapeSizePage() {
	}

	static String render(List<Measured> all) {
		double boot = all.get(Variant.BOOT.ordinal()).series();
		Scrape defaults = all.get(Variant.SIGHTGLASS.ordinal()).scrape();
		StringBuilder page = new StringBuilder(HEAD.formatted(Measured.REQUESTS, defaults.routes().size()));
		page.append(
				"| | Lines | Size | Series | Times Boot's | A page's route | A form's route | Start | First request |\n");
		page.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
		for (Measured one : all) {
			page.append(String.format(Locale.ROOT, "| %s | %d | %d kB | %d | %.1f | %d | %d | %.1f s | %d ms |\n",
					one.variant().title(), one.scrape().lines(), Math.round(one.scrape().bytes() / 1000.0),
					one.series(), one.series() / boot, one.scrape().route(PAGE).size(), one.scrape().route(FORM).size(),
					one.startSeconds(), one.firstMillis()));
		}
		page.append(NOTES);
		page.append(table("Family", all, (one) -> one.scrape().families()));
		page.append(ROUTES.formatted(FORM));
		page.append(table("Name", all, (one) -> Scrape.count(one.scrape().route(FORM), Scrape::name)));
		page.append(ROUTE.formatted(String.join("\n", defaults.route(FORM))));
		all.stream()
			.filter((one) -> !one.variant().properties().isEmpty())
			.forEach((one) -> page.append("| %s | `%s` | %s | %d |\n".formatted(one.variant().title(),
					String.join("`, `", one.variant().properties()), one.variant().shows(), one.series())));
		return page.toString();
	}

	/**
	 * What can be compared with another run's.
	 * @param page a page
	 * @return the page without sizes, times and the samples' values
	 */
	static String comparable(String page) {
		return page.replaceAll("[\\d.]+ (kB|s|ms) \\|", "? $1 |").replaceAll("(?m)^(\\w+\\{.*}) .+$", "$1");
	}

	private static String table(String head, List<Measured> all, Function<Measured, Map<String, Integer>> column) {
		List<Map<String, Integer>> columns = all.stream().map(column).toList();
		StringBuilder table = new StringBuilder(row(head, all, (one) -> one.variant().title()));
		table.append(row("---", all, (one) -> "--:"));
		columns.stream()
			.flatMap((counts) -> counts.keySet().stream())
			.distinct()
			.sorted()
			.forEach((name) -> table
				.append(row(name, columns, (counts) -> String.valueOf(counts.getOrDefault(name, 0)))));
		return table.toString();
	}

	private static <T> String row(String head, List<T> columns, Function<T, String> cell) {
		return columns.stream().map(cell).collect(Collectors.joining(" | ", "| " + head + " | ", " |\n"));
	}

}
