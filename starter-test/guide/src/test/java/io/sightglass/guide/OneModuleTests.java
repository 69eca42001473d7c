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
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What CONTRIBUTING.md tells to type to test one module, and the scripts that it names.
 */
class OneModuleTests {

	private static final Pattern COMMAND = Pattern.compile("\\./test ([\\w/-]+)( '[^']+')?");

	@TempDir
	private Path folder;

	@Test
	void runsTheModulesTestsAndNoneBelow() throws Exception {
		Clone clone = new Clone(this.folder);
		String first = commands().get(0).group();
		try (Shell shell = new Shell(this.folder.resolve("sightglass"), clone.maven("installed", true), Map.of())) {
			String printed = shell.type(first + " 'CompileError*'");
			assertThat(printed).contains("in io.sightglass.processor.CompileErrorTests")
				.doesNotContain("MeterSetProcessorTests");
			assertThat(tested()).containsExactly("processor");
			assertThatThrownBy(() -> shell.type("./test proces")).hasMessageContaining("There is no module proces");
		}
		finally {
			clone.close();
		}
	}

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

	private static List<MatchResult> commands() throws IOException {
		return COMMAND.matcher(Page.read("CONTRIBUTING.md").steps().get(0).text()).results().toList();
	}

	// The modules that have reports.
	private List<String> tested() throws IOException {
		try (Stream<Path> modules = Files.list(this.folder.resolve("sightglass"))) {
			return modules.filter((module) -> Files.isDirectory(module.resolve("target/surefire-reports")))
				.map((module) -> module.getFileName().toString())
				.toList();
		}
	}

}
