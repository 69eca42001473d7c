package io.sightglass.clinic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the starter adds to the scrape of a usual application, held against Boot alone.
 */
class ScrapeSizeTests {

	private static final Path PAGE = Path.of("..", "..", "docs", "scrape-size.md");

	// That many pairs of a method, a path and a status come from the requests.
	private static final int ROUTES = 17;

	private static final List<Measured> MEASURED = new ArrayList<>();

	@TempDir
	private static Path directory;

	@BeforeAll
	static void measure() throws Exception {
		for (Variant variant : Variant.values()) {
			MEASURED.add(Measured.measure(variant, directory));
		}
	}

	@Test
	void bootAloneIsTheSameApplicationWithoutSightglass() throws Exception {
		List<String> with = entries(Variant.SIGHTGLASS);
		assertThat(with).anyMatch(ScrapeSizeTests::isOurs);
		assertThat(entries(Variant.BOOT)).isNotEmpty()
			.containsExactlyElementsOf(with.stream().filter((entry) -> !isOurs(entry)).toList());
	}

	@Test
	void defaultsAreAtMost2Point8TimesBoots() {
		assertThat(series(Variant.SIGHTGLASS)).isLessThanOrEqualTo((int) (2.8 * series(Variant.BOOT)));
	}

	@Test
	void defaultsAreLessThanHalfOfBootsOwnBuckets() {
		assertThat(series(Variant.SIGHTGLASS)).isLessThan(series(Variant.BOOT_BUCKETS) / 2);
	}

	@Test
	void smallerIsSmallerAndMoreIsMore() {
		assertThat(series(Variant.SMALLER)).isLessThan(series(Variant.SIGHTGLASS));
		assertThat(series(Variant.MORE)).isGreaterThan(series(Variant.SIGHTGLASS));
	}

	@Test
	void aRouteHasAtMost20Series() {
		Map<String, Integer> costs = costs(Variant.SIGHTGLASS);
		assertThat(costs).hasSizeGreaterThanOrEqualTo(ROUTES);
		costs.values().removeIf((cost) -> cost <= 20);
		assertThat(costs).isEmpty();
	}

	@Test
	void aRouteOfBootHas3Series() {
		assertThat(costs(Variant.BOOT)).hasSizeGreaterThanOrEqualTo(ROUTES);
		assertThat(costs(Variant.BOOT).values()).containsOnly(3);
	}

	@Test
	void aFamilyThatTheApplicationDoesNotUseShowsNothing() {
		assertThat(scrape(Variant.SIGHTGLASS).families().keySet()).contains("http")
			.isSubsetOf("http", "connections", "transport", "state", "self", Scrape.OTHERS);
	}

	// The group "liveness" is the component "livenessState" and nothing else.
	@Test
	void noHealthIsShownTwice() {
		assertThat(scrape(Variant.SIGHTGLASS).series("health_status"))
			.extracting((series) -> series.replace("State\"", "\""))
			.doesNotHaveDuplicates();
	}

	@Test
	void nothingOfTheWholeHostIsShown() {
		assertThat(scrape(Variant.SIGHTGLASS).series("transport_kernel")).isEmpty();
	}

	@Test
	void noSeriesComesTwice() {
		assertThat(MEASURED)
			.allSatisfy((measured) -> assertThat(measured.scrape().series()).as(measured.variant().title())
				.doesNotHaveDuplicates());
	}

	// Requests are left to Sightglass, and those of the actuator are not shown by
	// default.
	@Test
	void allElseThatBootShowsIsStillThere() {
		List<String> boots = new ArrayList<>(scrape(Variant.BOOT).series());
		boots.removeAll(scrape(Variant.SIGHTGLASS).series());
		assertThat(boots).allMatch((series) -> series.startsWith("http_server_requests_"));
	}

	@Test
	void nothingWarns() {
		assertThat(MEASURED).allSatisfy(
				(measured) -> assertThat(measured.log()).as(measured.variant().title()).doesNotContain(" WARN "));
	}

	@Test
	void thePageSaysWhatWasMeasured() throws Exception {
		String page = ScrapeSizePage.render(MEASURED);
		if ("write".equals(System.getProperty("sightglass.docs"))) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).exists();
		assertThat(ScrapeSizePage.comparable(Files.readString(PAGE)))
			.as("docs/scrape-size.md is stale; write it with mvn -pl starter-test/clinic -am verify "
					+ "-Dtest=ScrapeSizeTests -Dsurefire.failIfNoSpecifiedTests=false -Dsightglass.docs=write")
			.isEqualTo(ScrapeSizePage.comparable(page));
	}

	private static Scrape scrape(Variant variant) {
		return MEASURED.get(variant.ordinal()).scrape();
	}

	private static Map<String, Integer> costs(Variant variant) {
		Map<String, Integer> costs = new TreeMap<>();
		scrape(variant).routes().forEach((route, samples) -> costs.put(route, samples.size()));
		return costs;
	}

	private static int series(Variant variant) {
		return MEASURED.get(variant.ordinal()).series();
	}

	private static List<String> entries(Variant variant) throws Exception {
		try (JarFile jar = new JarFile(variant.jar().toFile())) {
			return jar.stream()
				.map((entry) -> entry.getName() + " " + entry.getCrc())
				.filter((entry) -> entry.startsWith("BOOT-INF/lib/") || entry.startsWith("BOOT-INF/classes/"))
				.toList();
		}
	}

	private static boolean isOurs(String entry) {
		return entry.startsWith("BOOT-INF/lib/sightglass-");
	}

}
