package io.sightglass.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What CONTRIBUTING.md tells to type to test one module, which {@link PublishTests}
 * types, and the scripts that it names.
 */
class OneModuleTests {

	private static final Pattern COMMAND = Pattern.compile("\\./test ([\\w/-]+)( '[^']+')?");

	@Test
	void theExamplesNameWhatIsThere() throws IOException {
		assertThat(commands()).hasSizeGreaterThan(1);
		for (MatchResult command : commands()) {
			Path tests = Page.ROOT.resolve(command.group(1)).resolve("src/test");
			assertThat(tests).isDirectory();
			if (command.group(2) != null) {
				String named = command.group(2).replaceAll("[ ']", "").replace("*", ".*") + "\\.java";
				try (Stream<Path> files = Files.walk(tests)) {
					assertThat(files.map((file) -> file.getFileName().toString()).toList())
						.anyMatch((name) -> name.matches(named));
				}
			}
		}
	}

	@Test
	void everyScriptTellsWhatItDoes() throws Exception {
		try (Shell shell = new Shell(Page.ROOT, "", Map.of())) {
			for (String script : List.of("verify", "test", "demo")) {
				assertThat(shell.type("./" + script + " --help")).startsWith("./" + script + " ");
			}
		}
	}

	static List<MatchResult> commands() throws IOException {
		return COMMAND.matcher(Page.read("CONTRIBUTING.md").steps().get(0).text()).results().toList();
	}

}
