package io.sightglass.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is supported. Another version is another word here.
 */
final class Versions {

	/** The oldest and the newest of each line. */
	static final List<String> BOOT = List.of("4.0.0", "4.0.9", "4.1.0", "4.1.2");

	/** The oldest and the newest. */
	static final List<Integer> JDK = List.of(17, 25);

	private static final Path MACHINE = Path.of("/usr/lib/jvm");

	private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)");

	private Versions() {
	}

	// What the README says of them.
	static String sentence() {
		return "Spring Boot %s and JDK %s or newer".formatted(new TreeSet<>(BOOT).stream()
			.map((version) -> version.substring(0, version.lastIndexOf('.')))
			.distinct()
			.collect(Collectors.joining(" or ")), JDK.get(0));
	}

	/**
	 * The JDKs of this machine, of those that are supported.
	 * @return their homes by release
	 * @throws IOException if the machine's list cannot be read
	 */
	static Map<Integer, Path> jdks() throws IOException {
		Map<Integer, Path> jdks = new TreeMap<>();
		if (Files.isDirectory(MACHINE)) {
			try (Stream<Path> homes = Files.list(MACHINE)) {
				for (Path home : homes.filter((home) -> Files.isExecutable(home.resolve("bin/java"))).toList()) {
					jdks.put(release(home), home);
				}
			}
		}
		jdks.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
		jdks.keySet().retainAll(JDK);
		return jdks;
	}

	private static int release(Path home) throws IOException {
		Path file = home.resolve("release");
		Matcher release = RELEASE.matcher(Files.exists(file) ? Files.readString(file) : "");
		return release.find() ? Integer.parseInt(release.group(1)) : 0;
	}

}
