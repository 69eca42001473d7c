package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes files and says so.
 */
final class FileWriting {

	private FileWriting() {
	}

	static void write(Map<String, String> files, Path directory, PrintWriter out) throws IOException {
		for (Map.Entry<String, String> file : files.entrySet()) {
			Path path = directory.resolve(file.getKey());
			Files.createDirectories(path.toAbsolutePath().getParent());
			Files.writeString(path, file.getValue());
			out.println("wrote " + path);
		}
		out.printf("%d files in %s%n", files.size(), directory);
		out.flush();
	}

}
