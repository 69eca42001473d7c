package io.sightglass.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

@EnabledIf(value = "browserIsInstalled", disabledReason = "needs Debian's chromium and chromium-driver")
class ConsolePageTests {

	private static RunningConsole console;

	private static Browser browser;

	static boolean browserIsInstalled() {
		return Path.of(Browser.DRIVER).toFile().canExecute();
	}

	@BeforeAll
	static void start() throws IOException {
		console = RunningConsole.start(WebApplicationType.SERVLET, "sightglass.http.sample-rate=0.5",
				"sightglass.llm.enabled=false");
		browser = new Browser();
	}

	@AfterAll
	static void stop() {
		browser.close();
		console.close();
	}

	@BeforeEach
	void open() {
		browser.driver().get("about:blank");
		browser.driver().get(console.url("/actuator/sightglass"));
		browser.await("document.querySelector('[role=tab]')");
	}

	@Test
	void loadsWithoutAComplaintAndAsksNobodyElse() {
		browser.await("document.querySelectorAll('.card').length > 1");
		assertThat(browser.complaints()).isEmpty();
		String ours = console.url("/");
		assertThat((List<?>) browser.run("return performance.getEntriesByType('resource').map((e) => e.name)"))
			.isNotEmpty()
			.allSatisfy((address) -> assertThat(address.toString()).startsWith(ours));
		assertThat(browser.driver().manage().getCookies()).isEmpty();
	}

	@Test
	void showsTheNumbersOfTheScrape() {
		search("orders.seen");
		browser.find("#pause").click();
		String scrape = console.get(console.url("/actuator/prometheus"), MediaType.TEXT_PLAIN).getBody();
		Matcher sample = Pattern.compile("(?m)^orders_seen_total ([0-9.]+)$").matcher(scrape);
		assertThat(sample.find()).isTrue();
		String snapshot = console.get(console.url("/actuator/sightglass"), MediaType.APPLICATION_JSON).getBody();
		assertThat(snapshot).contains("\"prometheus\":\"orders_seen_total\"")
			.containsPattern("\"orders\\.seen\"[^]]*\"v\":" + (long) Double.parseDouble(sample.group(1)) + "\\}");
		search("jvm.classes.loaded");
		browser.find("#pause").click();
		browser
			.await("document.querySelector('.figure') && Number(document.querySelector('.figure').dataset.value) > 0");
		Number shown = (Number) browser.run("return Number(document.querySelector('.figure').dataset.value)");
		Matcher loaded = Pattern.compile("(?m)^jvm_classes_loaded_classes ([0-9.]+)$")
			.matcher(console.get(console.url("/actuator/prometheus"), MediaType.TEXT_PLAIN).getBody());
		assertThat(loaded.find()).isTrue();
		assertThat(shown.doubleValue()).isCloseTo(Double.parseDouble(loaded.group(1)), withinPercentage(10));
	}

	@Test
	void drawsWhatComesIn() {
		search("orders.seen");
		browser.await("document.querySelector('canvas')");
		String before = pixels();
		for (int i = 0; i < 50; i++) {
			console.get(console.url("/orders/" + i), MediaType.ALL);
		}
		browser.await("document.querySelector('canvas').toDataURL() !== '" + before + "'");
		browser.await("Number(document.querySelector('.figure').dataset.value) > 0");
	}

	@Test
	void isUsedWithTheKeyboardAlone() {
		browser.find("#tab-overview").sendKeys(Keys.ARROW_RIGHT);
		browser.await("document.activeElement.id !== 'tab-overview' && document.activeElement.matches('[role=tab]')");
		browser.await("document.activeElement.getAttribute('aria-selected') === 'true'");
		browser.driver().switchTo().activeElement().sendKeys("/");
		browser.await("document.activeElement.id === 'search'");
		browser.driver().switchTo().activeElement().sendKeys("jvm.memory.used");
		browser.await("document.querySelectorAll('.card').length === 1");
		browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
		browser.await("document.getElementById('search').value === '' && document.activeElement.id === 'panel'");
		browser.driver().switchTo().activeElement().sendKeys("p");
		browser.await("document.getElementById('pause').getAttribute('aria-pressed') === 'true'");
		browser.find("#panel").sendKeys("p");
		browser.await("document.getElementById('pause').getAttribute('aria-pressed') === 'false'");
	}

	@Test
	void keepsTheFocusWhenAMeterComesIn() {
		browser.find("#tab-overview").click();
		browser.await("document.activeElement.id === 'tab-overview'");
		browser.find("#tab-all").click();
		WebElement copy = browser.find("[data-meter='jvm.threads.live'] footer button");
		browser.driver().executeScript("arguments[0].focus()", copy);
		console.get(console.url("/refunds"), MediaType.ALL);
		browser.await("document.querySelector('[data-meter=\"a.refund\"] canvas')");
		assertThat(browser.run("return document.querySelector('.card').dataset.meter")).isEqualTo("a.refund");
		assertThat(browser.driver().switchTo().activeElement()).isEqualTo(copy);
		copy.click();
		browser.await("document.getElementById('said').textContent.includes('jvm_threads_live_threads')");
	}

	@Test
	void showsAHostileTagValueAsText() {
		console.get(console.url("/hostile"), MediaType.ALL);
		browser.find("#tab-http").click();
		browser.await("[...document.querySelectorAll('th')].some((cell) => cell.textContent.includes('<img src=x'))");
		assertThat(browser.run("return document.querySelectorAll('main img').length")).isEqualTo(0L);
		assertThat(browser.driver().getTitle()).isEqualTo("Sightglass");
	}

	@Test
	void saysWhenAFamilyIsSampled() {
		browser.await("document.getElementById('notices').textContent.includes('samples its distributions at 0.5')");
	}

	@Test
	void saysBeforeAnyTrafficWhatWillShowAndWhereTheScrapeIs() {
		try (RunningConsole quiet = RunningConsole.start(WebApplicationType.SERVLET)) {
			browser.driver().get(quiet.url("/actuator/sightglass"));
			browser.await("document.querySelector('.waiting')");
			assertThat(rows()).contains("HTTP", "Pipelines", "LLM").doesNotContain("State");
			String scrape = browser.find(".waiting a").getDomProperty("href");
			assertThat(scrape).isEqualTo(quiet.url("/actuator/prometheus"));
			quiet.get(quiet.url("/orders/1"), MediaType.ALL);
			browser.await("document.querySelector('[data-meter=\"http.requests\"]')");
			assertThat(rows()).contains("LLM").doesNotContain("HTTP");
			browser.find("#tab-llm").click();
			browser.await("document.querySelectorAll('.waiting tbody th').length === 1");
			assertThat(rows()).containsExactly("LLM");
		}
	}

	@Test
	void survivesARestartOfTheApplication() {
		try (RunningConsole first = RunningConsole.start(WebApplicationType.SERVLET)) {
			int port = first.port();
			browser.driver().get(first.url("/actuator/sightglass"));
			browser.await("document.getElementById('status').textContent.includes('live')");
			first.close();
			browser.await("document.getElementById('status').classList.contains('bad')");
			try (RunningConsole second = RunningConsole.start(WebApplicationType.SERVLET, "server.port=" + port)) {
				browser.await("document.getElementById('status').textContent.includes('live')");
				assertThat(second.port()).isEqualTo(port);
			}
		}
		browser.complaints();
	}

	private static List<Object> rows() {
		return List.copyOf((List<?>) browser
			.run("return [...document.querySelectorAll('.waiting tbody th')].map((cell) => cell.textContent)"));
	}

	private static void search(String words) {
		browser.find("#search").clear();
		browser.find("#search").sendKeys(words);
		console.get(console.url("/orders/0"), MediaType.ALL);
	}

	private static String pixels() {
		return browser.run("return document.querySelector('canvas').toDataURL()").toString();
	}

}
