package io.sightglass.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document tells to type, in its order: a block below a line that is a file's name
 * is that file, {@code sh} is typed, and {@code text} is what that prints.
 */
record Page(List<Step> steps) {

	static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

	private static final Pattern BLOCK = Pattern.compile("(?ms)(?:^`([\\w./-]+)`:\\n\\n)?^ *```(\\w*)\\n(.*?)^ *```$");

	static Page read(String name) throws IOException {
		List<Step> steps = new ArrayList<>();
		Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(name)));
		while (block.find()) {
			steps.add(new Step(block.group(1), block.group(2), block.group(3).stripIndent()));
		}
		return new Page(steps);
	}

	// The first block of a kind.
	String first(String kind) {
		return this.steps.stream().filter((step) -> step.kind().equals(kind)).findFirst().orElseThrow().text();
	}

	// The one command block that has this in it.
	String command(String part) {
		return this.steps.stream()
			.filter((step) -> step.kind().equals("sh") && step.text().contains(part))
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nothing says " + part))
			.text();
	}

	record Step(String file, String kind, String text) {
	}

}
