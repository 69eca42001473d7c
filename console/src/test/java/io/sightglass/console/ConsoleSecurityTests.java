package io.sightglass.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console behind Spring Security, with endpoints for administrators only.
 */
class ConsoleSecurityTests {

	private static final String PATH = "/actuator/sightglass";

	private static RunningConsole console;

	@BeforeAll
	static void start() {
		console = RunningConsole.start(WebApplicationType.SERVLET, "spring.autoconfigure.exclude=",
				"test.admins-only=true");
	}

	@AfterAll
	static void stop() {
		console.close();
	}

	@Test
	void asksAStrangerToLogIn() throws Exception {
		HttpResponse<String> page = get("text/html", null);
		assertThat(page.statusCode()).isEqualTo(302);
		assertThat(page.headers().firstValue("Location")).hasValueSatisfying((to) -> assertThat(to).endsWith("/login"));
		assertThat(get("application/json", null).statusCode()).isEqualTo(401);
	}

	@Test
	void refusesWhoIsNoAdministrator() throws Exception {
		assertThat(get("text/html", "ada:secret").statusCode()).isEqualTo(403);
		assertThat(get("application/json", "ada:secret").statusCode()).isEqualTo(403);
		assertThat(get("application/json", "root:secret").statusCode()).isEqualTo(200);
	}

	@Test
	@EnabledIf(value = "io.sightglass.console.ConsolePageTests#browserIsInstalled",
			disabledReason = "needs Debian's chromium and chromium-driver")
	void showsThePageAfterLoginAndSaysWhenTheSessionHasEnded() throws IOException {
		try (Browser browser = new Browser()) {
			browser.driver().get(console.url(PATH));
			browser.await("document.querySelector('input[name=username]')");
			browser.find("input[name=username]").sendKeys("root");
			browser.find("input[name=password]").sendKeys("secret");
			browser.find("button").click();
			browser.await("document.querySelectorAll('.card').length > 1");
			assertThat(browser.complaints()).isEmpty();
			browser.driver().manage().deleteAllCookies();
			browser.await("document.getElementById('status').textContent.includes('log in again')");
		}
	}

	private static HttpResponse<String> get(String accept, @Nullable String user)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.url(PATH))).header("Accept", accept);
		if (user != null) {
			String credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
			request.header("Authorization", "Basic " + credentials);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
