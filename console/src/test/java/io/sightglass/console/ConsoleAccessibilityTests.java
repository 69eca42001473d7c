package io.sightglass.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What axe-core finds on the page, and whether a phone shows it whole.
 */
@EnabledIf(value = "io.sightglass.console.ConsolePageTests#browserIsInstalled",
		disabledReason = "needs Debian's chromium and chromium-driver")
class ConsoleAccessibilityTests {

	private static final int PHONE = 375;

	private static RunningConsole console;

	private static Browser browser;

	@BeforeAll
	static void start() throws IOException {
		console = RunningConsole.start(WebApplicationType.SERVLET, "sightglass.llm.enabled=false",
				"sightglass.http.sample-rate=0.5", "sightglass.console.grafana-url=https://grafana.example.com");
		browser = new Browser();
		console.get(console.url("/orders/1"), MediaType.ALL);
		browser.driver().get(console.url("/actuator/sightglass"));
		browser.await("document.querySelectorAll('.card').length > 1");
	}

	@AfterAll
	static void stop() {
		browser.close();
		console.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void axeFindsNothingOnAnyTab(String scheme) throws IOException {
		browser.prefers(scheme);
		browser.driver().executeScript(axe());
		for (String tab : tabs()) {
			browser.find("#" + tab).click();
			browser.await("document.getElementById('" + tab + "').getAttribute('aria-selected') === 'true'");
			Object violations = browser.driver().executeAsyncScript("""
					const done = arguments[0];
					axe.run().then((found) => done(found.violations.map((violation) => violation.id + ': '
					  + violation.help + ' ' + violation.nodes.slice(0, 3).map((node) => node.html).join(' '))));""");
			assertThat((List<?>) violations).as(scheme + ", " + tab).isEmpty();
		}
	}

	@Test
	void fitsAPhoneWithoutScrollingSideways() {
		browser.width(PHONE);
		try {
			for (String tab : tabs()) {
				browser.find("#" + tab).click();
				browser.await("document.querySelector('#panel > *')");
				assertThat(browser.run("return document.documentElement.scrollWidth")).as(tab).isEqualTo((long) PHONE);
			}
		}
		finally {
			browser.width(0);
		}
	}

	@Test
	void namesEveryGraphForAScreenReader() {
		browser.find("#tab-overview").click();
		browser.await("document.querySelector('canvas')");
		assertThat((List<?>) browser
			.run("return [...document.querySelectorAll('canvas')].map((graph) => graph.getAttribute('aria-label'))"))
			.isNotEmpty()
			.allSatisfy((label) -> assertThat(String.valueOf(label)).contains(", ").contains(": "));
	}

	private static List<String> tabs() {
		return ((List<?>) browser.run("return [...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)"))
			.stream()
			.map(String::valueOf)
			.toList();
	}

	private static String axe() throws IOException {
		try (InputStream script = ConsoleAccessibilityTests.class.getResourceAsStream("/axe.min.js")) {
			return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
