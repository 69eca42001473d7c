package io.sightglass.dashboards.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JarSearchFuzzTests {

	@TempDir
	private static Path directory = Path.of("");

	@FuzzTest
	void searchesJars(byte[] input) throws IOException {
		Path jar = Files.write(directory.resolve("a.jar"), input);
		try {
			assertThat(Descriptions.found(jar)).isNotEmpty();
		}
		catch (IOException | IllegalArgumentException ex) {
			assertThat(String.valueOf(ex.getMessage()).length()).isLessThan(70_000);
		}
	}

	@Test
	@Tag("mutations")
	void searchesJarsOfMutations() {
		Mutations.of(JarSearchFuzzTests.class, "searchesJars", this::searchesJars);
	}

}
