package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Option;

/**
 * Writes all files or none, and says so.
 */
final class FileWriting {

	private static final int NAMED = 20;

	@Option(names = "--force",
			description = "Writes over files that are there with another content, and follows links to files; links to directories are never followed.")
	private boolean force;

	void write(Map<String, String> files, Path directory, PrintWriter out) throws IOException {
		requireDirectory(directory);
		List<String> inTheWay = new ArrayList<>();
		for (Map.Entry<String, String> file : files.entrySet()) {
			requireNoLink(directory, file.getKey());
			if (!this.force && isInTheWay(directory, file.getKey(), file.getValue())) {
				inTheWay.add(file.getKey());
			}
		}
		if (!inTheWay.isEmpty()) {
			throw new IOException(
					"Nothing is written to %s: links, or files with another content, are there already: %s%s. Give --force to write over them"
						.formatted(directory, String.join(", ", inTheWay.subList(0, Math.min(NAMED, inTheWay.size()))),
								(inTheWay.size() > NAMED) ? " and %d more".formatted(inTheWay.size() - NAMED) : ""));
		}
		Replacement replacement = new Replacement(directory);
		try {
			replacement.write(files);
		}
		finally {
			replacement.close();
		}
		files.keySet().forEach((name) -> out.println("wrote " + directory.resolve(name)));
		out.printf("%d files in %s%n", files.size(), directory);
		out.flush();
	}

	private static void requireDirectory(Path directory) throws IOException {
		Path there = directory.toAbsolutePath();
		while (there != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
			there = there.getParent();
		}
		if (there != null && !Files.isDirectory(there)) {
			throw new IOException("Nothing is written to %s: %s is no directory".formatted(directory, there));
		}
	}

	// It may lead out of the directory.
	private static void requireNoLink(Path directory, String name) throws IOException {
		Path path = directory;
		for (Path part : Path.of(name)) {
			path = path.resolve(part);
			if (Files.isSymbolicLink(path) && Files.isDirectory(path)) {
				throw new IOException("Nothing is written to %s: %s is a link to a directory, which is not followed"
					.formatted(directory, path));
			}
		}
	}

	private static boolean isInTheWay(Path directory, String name, String content) throws IOException {
		Path path = directory;
		for (Path part : Path.of(name)) {
			path = path.resolve(part);
			if (Files.isSymbolicLink(path)) {
				return true;
			}
		}
		Path parent = path.toAbsolutePath().getParent();
		while (parent != null && !Files.exists(parent)) {
			parent = parent.getParent();
		}
		if (parent != null && !Files.isDirectory(parent)) {
			return true;
		}
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !hasContent(path, content);
	}

	private static boolean hasContent(Path path, String content) throws IOException {
		// More bytes than characters are likely another text, but are not to be read
		// whole.
		if (!Files.isRegularFile(path) || Files.size(path) > content.length() * 4L) {
			return false;
		}
		return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).equals(content);
	}

}
