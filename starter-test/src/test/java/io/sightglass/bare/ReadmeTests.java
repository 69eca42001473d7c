package io.sightglass.bare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What the README tells to type, typed as it stands.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("../..");

	@TempDir
	private Path directory;

	@Test
	void namesTheDependencyThatTheApplicationHas() throws IOException {
		String dependency = block("README.md", "xml");
		String pom = Files.readString(ROOT.resolve("starter/pom.xml"));
		for (String element : new String[] { "groupId", "artifactId", "version" }) {
			Matcher named = Pattern.compile("<" + element + ">(.*?)</" + element + ">").matcher(dependency);
			assertThat(named.find()).as(element).isTrue();
			assertThat(pom).contains(named.group());
		}
	}

	@Test
	void showsTheScrapeWithTheSettingsOfTheReadme() throws Exception {
		answersWith("README.md");
	}

	@Test
	void showsTheScrapeWithTheSettingsOfGettingStarted() throws Exception {
		answersWith("docs/getting-started.md");
	}

	private void answersWith(String page) throws Exception {
		assumeTrue(BareProcess.has("spring-web-"), "no web layer");
		Path settings = Files.writeString(this.directory.resolve("application.yml"), block(page, "yaml"));
		try (BareProcess application = BareProcess.startUnexposed(this.directory,
				"spring.config.location=file:" + settings)) {
			URI scrape = URI.create("http://127.0.0.1:" + application.port() + "/actuator/prometheus");
			HttpResponse<String> answer = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(scrape).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\nsightglass_series ");
		}
	}

	private static String block(String page, String language) throws IOException {
		Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(ROOT.resolve(page)));
		assertThat(block.find()).as(language + " in " + page).isTrue();
		return block.group(1);
	}

}
