package io.sightglass.console;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.WebElement;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page behind a reverse proxy, with a family off, a tag beyond its limit, and a
 * Grafana.
 */
@EnabledIf(value = "io.sightglass.console.ConsolePageTests#browserIsInstalled",
		disabledReason = "needs Debian's chromium and chromium-driver")
class ConsoleNoticesTests {

	private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*(?=[\\[)])");

	private static RunningConsole console;

	private static ReverseProxy proxy;

	private static Browser browser;

	@BeforeAll
	static void start() throws IOException {
		console = RunningConsole.start(WebApplicationType.SERVLET, "sightglass.llm.enabled=false",
				"sightglass.http.sample-rate=AUTO", "sightglass.console.grafana-url=https://grafana.example.com/",
				"sightglass.cardinality.max-values-per-tag=20", "server.forward-headers-strategy=framework");
		proxy = new ReverseProxy(console.url(""));
		browser = new Browser();
		for (int i = 0; i < 40; i++) {
			console.get(console.url("/tenants/" + i), MediaType.ALL);
		}
		console.get(console.url("/orders/1"), MediaType.ALL);
		browser.driver().get(proxy.url("/actuator/sightglass"));
		browser.await("document.querySelectorAll('.card').length > 1");
	}

	@AfterAll
	static void stop() {
		browser.close();
		proxy.close();
		console.close();
	}

	@Test
	void livesBelowThePathOfAProxy() {
		browser.await("performance.getEntriesByType('resource').filter((e) => e.initiatorType === 'fetch').length > 2");
		assertThat((List<?>) browser.run("return performance.getEntriesByType('resource').map((e) => e.name)"))
			.hasSizeGreaterThan(5)
			.allSatisfy((address) -> assertThat(address.toString()).startsWith(proxy.url("/")));
		assertThat(browser.text("#status")).contains("live");
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void saysWhichPropertyTurnsAFamilyOn() {
		browser.find("#tab-llm").click();
		browser.await("document.getElementById('notices').textContent.includes"
				+ "('llm is off: set sightglass.llm.enabled=true to turn it on.')");
		assertThat(browser.find("#tab-llm").getDomAttribute("class")).contains("off");
	}

	@Test
	void saysWhichFamilyIsSampledAsLoadAllows() {
		browser.find("#tab-http").click();
		browser.await("document.getElementById('notices').textContent.includes"
				+ "('http samples its distributions as load allows (auto); counts stay exact.')");
	}

	@Test
	void saysWhichTagHasTooManyValues() {
		browser.await("document.getElementById('notices').textContent.includes('more values than their limit')");
		browser.find("#tab-self").click();
		browser.await("[...document.querySelectorAll('[data-top=\"sightglass.series.folded\"] th')]"
				+ ".some((cell) => cell.textContent === 'tenants.seen · tenant')");
	}

	@Test
	void linksToThePanelThatShowsTheSame() {
		browser.find("#tab-http").click();
		browser.await("document.querySelectorAll('.card footer a').length > 3");
		assertThat(link("http.server.requests"))
			.isEqualTo("https://grafana.example.com/d/sightglass-http?viewPanel=" + panel("http", "Latency"));
		assertThat(link("http.requests")).isEqualTo(
				"https://grafana.example.com/d/sightglass-http?viewPanel=" + panel("http", "Requests by status"));
		browser.find("#tab-self").click();
		browser.await("document.querySelector('[data-meter=\"sightglass.series\"] footer a')");
		assertThat(link("sightglass.series")).startsWith("https://grafana.example.com/d/sightglass-series?viewPanel=");
	}

	@Test
	void copiesAQueryOfASampleThatIsInTheScrape() {
		browser.find("#tab-overview").click();
		browser.find("[data-meter='http.server.requests'] footer button").click();
		browser.await("document.getElementById('said').textContent.includes("
				+ "'histogram_quantile(0.95, sum by (le) (rate(http_server_requests_seconds_bucket[5m])))')");
		Object queries = browser.driver().executeAsyncScript("""
				const done = arguments[0];
				fetch(location.pathname, { headers: { Accept: 'application/json' } }).then((answer) => answer.json())
				  .then((snapshot) => done(snapshot.meters.flatMap((meter) => SightglassViews.lines(meter)
				    .map((reading) => SightglassLinks.promql(meter, reading)))));""");
		// After the snapshot: a meter that came in between, such as a pause of the
		// collector, is in it too.
		String scrape = String
			.valueOf(console.get(console.url("/actuator/prometheus"), MediaType.TEXT_PLAIN).getBody());
		Set<String> samples = scrape.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]")[0])
			.collect(Collectors.toSet());
		assertThat((List<?>) queries).hasSizeGreaterThan(40)
			.allSatisfy((query) -> assertThat(names(query.toString())).isNotEmpty().isSubsetOf(samples));
	}

	private static List<String> names(String query) {
		return NAME.matcher(query)
			.results()
			.map((found) -> found.group())
			.filter((name) -> !name.equals("le"))
			.toList();
	}

	private static String link(String meter) {
		WebElement link = browser.find("[data-meter='" + meter + "'] footer a");
		return String.valueOf(link.getDomAttribute("href"));
	}

	private static String panel(String dashboard, String title) {
		String json = String
			.valueOf(console.get(console.url("/actuator/sightglass/dashboards/" + dashboard + ".json"), MediaType.ALL)
				.getBody());
		Object id = browser.driver()
			.executeScript(
					"return JSON.parse(arguments[0]).panels.find((panel) => panel.type !== 'row' && panel.title === arguments[1]).id",
					json, title);
		return String.valueOf(id);
	}

}
