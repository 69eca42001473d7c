package io.sightglass.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * This build's jars and those of the clone that {@code PublishTests} built in another
 * folder, time zone and language.
 */
class TwoBuildsTests {

	private static final String VERSION = "0.1.0-SNAPSHOT";

	private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

	private static final Path CLONE = ROOT.resolve("starter-test/guide/target/clone");

	// Jars with a POM in them are compared as installed: the release's says who it is of.
	@Test
	void makeTheSameJars() throws IOException {
		assertThat(CLONE).as("what the tests of starter-test/guide built").isDirectory();
		int compared = 0;
		for (Path released : list(CLONE.resolve("released"))) {
			String module = released.getFileName().toString();
			for (Path jar : jars(module)) {
				String ending = name(jar).substring((module + "-" + VERSION).length());
				Path other = ending.matches("-(sources|javadoc)\\.jar") ? released(released, module, ending)
						: CLONE.resolve("installed").resolve(module).resolve(VERSION).resolve(name(jar));
				assertThat(Files.mismatch(jar, other)).as(jar.toString()).isEqualTo(-1);
				compared++;
			}
		}
		assertThat(compared).isGreaterThanOrEqualTo(7);
	}

	// Each published module stands in a folder of the root.
	private static List<Path> jars(String module) throws IOException {
		List<Path> jars = new ArrayList<>();
		for (Path folder : list(ROOT)) {
			Path target = folder.resolve("target");
			if (Files.isDirectory(target)) {
				list(target).stream()
					.filter((file) -> name(file).matches(module + "-" + VERSION + "(-\\w+)?\\.jar"))
					.forEach(jars::add);
			}
		}
		return jars;
	}

	// A snapshot's name has the time of its deployment.
	private static Path released(Path folder, String module, String ending) throws IOException {
		String pattern = module + "-[0-9.]+-[0-9.]+-[0-9]+" + ending.replace(".", "\\.");
		return list(folder.resolve(VERSION)).stream()
			.filter((file) -> name(file).matches(pattern))
			.findFirst()
			.orElse(folder.resolve(module + ending));
	}

	private static String name(Path file) {
		return String.valueOf(file.getFileName());
	}

	private static List<Path> list(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

}
