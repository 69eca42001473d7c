package io.sightglass.dashboards.set;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds descriptions: a file, all in a directory of classes, all in a jar and in the jars
 * within it, as Boot packs them.
 */
public final class Descriptions {

	private static final String ENDING = ".meters.json";

	private Descriptions() {
	}

	/**
	 * The descriptions at a place.
	 * @param place a description, a directory or a jar
	 * @return their texts, at least one
	 * @throws IOException if it cannot be read
	 */
	public static List<String> at(Path place) throws IOException {
		List<String> found = find(place);
		if (found.isEmpty()) {
			throw new IllegalArgumentException(
					"There is no X%s in %s: is sightglass-processor in its build?".formatted(ENDING, place));
		}
		return found;
	}

	private static List<String> find(Path place) throws IOException {
		if (Files.isDirectory(place)) {
			try (Stream<Path> files = Files.walk(place)) {
				return files.filter((file) -> file.toString().endsWith(ENDING))
					.sorted()
					.map(Descriptions::text)
					.toList();
			}
		}
		if (!Files.isRegularFile(place)) {
			throw new IllegalArgumentException(
					"%s is neither a description, nor a directory, nor a jar".formatted(place));
		}
		if (!place.toString().endsWith(".jar")) {
			return List.of(Files.readString(place));
		}
		List<String> found = new ArrayList<>();
		try (InputStream jar = Files.newInputStream(place)) {
			search(jar, found);
		}
		return found;
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Closing the inner stream would close the outer one.
	@SuppressWarnings("resource")
	private static void search(InputStream jar, List<String> found) throws IOException {
		ZipInputStream entries = new ZipInputStream(jar);
		for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
			if (entry.getName().endsWith(ENDING)) {
				found.add(new String(entries.readAllBytes(), StandardCharsets.UTF_8));
			}
			else if (entry.getName().endsWith(".jar")) {
				search(entries, found);
			}
		}
	}

}
