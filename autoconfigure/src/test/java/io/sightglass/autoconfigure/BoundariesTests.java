package io.sightglass.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where any exception is caught, errors are caught too: a class that is not there, a
 * stack that ends or an assertion is a failure of what measures like all others
 * ({@link io.sightglass.registry.failure.Failures}). A catch names what it expects, or
 * takes all.
 */
class BoundariesTests {

	private static final List<String> MODULES = List.of("registry", "meters", "instrumentation", "autoconfigure",
			"console");

	private static final Pattern CATCH = Pattern.compile("catch \\(([\\w.| ]+) \\w+\\)");

	private static final Pattern ANY_EXCEPTION = Pattern.compile("\\b(Exception|RuntimeException|Error)\\b");

	// What is thrown there goes on to whoever called, or no code but a parser's runs.
	private static final Map<String, String> PASSED_ON = Map.of("Lines.java", "RuntimeException", "HiddenParts.java",
			"RuntimeException", "MeasuredPublisher.java", "RuntimeException | Error", "AsyncCompletionFilter.java",
			"Error", "Bounds.java", "RuntimeException");

	@Test
	void takeErrorsAsTheyTakeExceptions() throws IOException {
		List<String> narrow = new ArrayList<>();
		for (String module : MODULES) {
			try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
				for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
					Matcher caught = CATCH.matcher(Files.readString(file));
					while (caught.find()) {
						String types = caught.group(1);
						String name = file.getFileName().toString();
						if (ANY_EXCEPTION.matcher(types).find() && !types.equals(PASSED_ON.get(name))) {
							narrow.add(name + " catches " + types + ", but no other errors: catch Throwable");
						}
					}
				}
			}
		}
		assertThat(narrow).isEmpty();
	}

}
