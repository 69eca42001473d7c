package io.sightglass.dashboards.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.sightglass.dashboards.Printable;

/**
 * Finds descriptions: a file, all in a directory of classes, all in a jar and in the jars
 * within it, as Boot packs them. The place may be a stranger's: a description has 1 MiB
 * at most, and a jar may not inflate to much more than it is.
 */
public final class Descriptions {

	static final String ENDING = ".meters.json";

	/** Bytes of a description. */
	static final int MOST_BYTES = 1024 * 1024;

	static final int LONGEST_PLACE = 500;

	private static final int MOST_DESCRIPTIONS = 1000;

	private Descriptions() {
	}

	/**
	 * The descriptions at a place.
	 * @param place a description, a directory or a jar
	 * @return their texts, at least one
	 * @throws IOException if it cannot be read, or is too large
	 */
	public static List<String> at(Path place) throws IOException {
		return found(place).stream().map(Description::text).toList();
	}

	/**
	 * The descriptions at a place, and where each of them is.
	 * @param place a description, a directory or a jar
	 * @return at least one
	 * @throws IOException if it cannot be read, or is too large
	 */
	public static List<Description> found(Path place) throws IOException {
		List<Description> found = find(place);
		if (found.isEmpty()) {
			throw new IllegalArgumentException(
					"There is no X%s in %s: is sightglass-processor in its build?".formatted(ENDING, place));
		}
		if (found.size() > MOST_DESCRIPTIONS) {
			throw new IOException("%s has more than %d descriptions".formatted(place, MOST_DESCRIPTIONS));
		}
		return found;
	}

	private static List<Description> find(Path place) throws IOException {
		if (Files.isDirectory(place)) {
			List<Description> found = new ArrayList<>();
			for (Path file : filesOf(place)) {
				found.add(read(file));
			}
			return found;
		}
		requireFile(place);
		return place.toString().endsWith(".jar") ? new JarSearch(place).search() : List.of(read(place));
	}

	private static void requireFile(Path place) {
		if (!Files.isRegularFile(place)) {
			throw new IllegalArgumentException(
					"%s %s, and neither a description, nor a directory, nor a jar".formatted(place, whatItIs(place)));
		}
	}

	private static String whatItIs(Path place) {
		if (Files.exists(place)) {
			return "is a pipe, a device or the like";
		}
		return Files.isSymbolicLink(place) ? "is a link that leads nowhere" : "is not there";
	}

	private static List<Path> filesOf(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(ENDING) && !Files.isDirectory(file))
				.sorted()
				.limit(MOST_DESCRIPTIONS + 1)
				.toList();
		}
	}

	private static Description read(Path file) throws IOException {
		requireFile(file);
		try (InputStream in = Files.newInputStream(file)) {
			return new Description(file.toString(), text(in, file.toString()));
		}
	}

	static String text(InputStream in, String place) throws IOException {
		byte[] bytes = in.readNBytes(MOST_BYTES + 1);
		if (bytes.length > MOST_BYTES) {
			throw new IOException("%s is longer than %d bytes: that is no description"
				.formatted(Printable.of(place, LONGEST_PLACE), MOST_BYTES));
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IOException(Printable.of(place, LONGEST_PLACE) + " is not in UTF-8: that is no description", ex);
		}
	}

	/**
	 * A description.
	 *
	 * @param place where it is
	 * @param text its JSON
	 */
	public record Description(String place, String text) {
	}

}
