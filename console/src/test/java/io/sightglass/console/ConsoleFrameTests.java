package io.sightglass.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real browser does with the console's headers, below a path of the user's own.
 */
@EnabledIf(value = "io.sightglass.console.ConsolePageTests#browserIsInstalled",
		disabledReason = "needs Debian's chromium and chromium-driver")
class ConsoleFrameTests {

	private static RunningConsole console;

	private static Browser browser;

	private static HttpServer foreign;

	private static String framed = "";

	@BeforeAll
	static void start() throws IOException {
		console = RunningConsole.start(WebApplicationType.SERVLET,
				"management.endpoints.web.path-mapping.sightglass=live");
		browser = new Browser();
		foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		foreign.createContext("/", (exchange) -> {
			byte[] page = ("<title>foreign</title><iframe src='" + framed + "'></iframe>")
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/html");
			exchange.sendResponseHeaders(200, page.length);
			exchange.getResponseBody().write(page);
			exchange.close();
		});
		foreign.start();
	}

	@AfterAll
	static void stop() {
		foreign.stop(0);
		browser.close();
		console.close();
	}

	@Test
	void doesNotRunInAForeignFrame() {
		open(console.url("/orders/7"));
		assertThat(browser.text("body")).as("a frame does work").isEqualTo("7");
		open(console.url("/actuator/live"));
		assertThat(browser.driver().findElements(By.cssSelector("#tabs, #status"))).isEmpty();
		browser.driver().switchTo().defaultContent();
		assertThat(browser.complaints()).anyMatch((complaint) -> complaint.contains("frame-ancestors"));
	}

	@Test
	void isWholeWithItsPolicyInForce() {
		browser.complaints();
		browser.driver().get(console.url("/actuator/live"));
		browser.await("document.querySelectorAll('.card canvas').length > 1");
		assertThat(browser.complaints()).isEmpty();
		assertThat(browser.find(".waiting a").getDomProperty("href")).isEqualTo(console.url("/actuator/prometheus"));
		browser.run("const script = document.createElement('script'); script.textContent = 'window.owned = true';"
				+ "document.body.append(script)");
		assertThat(browser.run("return String(window.owned)")).isEqualTo("undefined");
		assertThat(browser.complaints()).anyMatch((complaint) -> complaint.contains("Content Security Policy"));
	}

	private static void open(String address) {
		framed = address;
		browser.driver().get("http://127.0.0.1:" + foreign.getAddress().getPort() + "/");
		browser.driver().switchTo().frame(0);
	}

}
