package io.sightglass.dashboards.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Thresholds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The committed files are what the builders write. To rewrite them: dashboards/rewrite
 */
class CommittedFilesTests {

	private static final String REWRITE = "sightglass.dashboards.rewrite";

	private final Map<String, String> files = new Bundle(Options.DEFAULT, Thresholds.STANDARD).files();

	@Test
	void committedFilesAreWhatTheBuildersWrite() throws IOException {
		if (Boolean.getBoolean(REWRITE)) {
			rewrite();
		}
		Map<String, String> stale = new TreeMap<>();
		for (Map.Entry<String, String> file : this.files.entrySet()) {
			Path path = Path.of(file.getKey());
			if (!Files.exists(path)) {
				stale.put(file.getKey(), "missing");
			}
			else if (!Files.readString(path).equals(file.getValue())) {
				stale.put(file.getKey(), "stale");
			}
		}
		assertThat(stale).as("Committed files differ from what the builders write. Run: dashboards/rewrite").isEmpty();
	}

	private void rewrite() throws IOException {
		for (Map.Entry<String, String> file : this.files.entrySet()) {
			Path path = Path.of(file.getKey());
			Files.createDirectories(path.toAbsolutePath().getParent());
			Files.writeString(path, file.getValue());
		}
	}

}
