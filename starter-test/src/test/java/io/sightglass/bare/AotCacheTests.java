package io.sightglass.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The JVM's own cache, which JDK 25 and newer write in a training run.
 */
class AotCacheTests {

	private static final int FIRST = 25;

	@TempDir
	private Path directory = Path.of("");

	private Path java = Path.of("");

	@BeforeEach
	void find() throws IOException {
		assumeFalse(BareProcess.has("spring-web-"), "once is enough, where the application ends by itself");
		List<Path> homes = homes();
		assumeTrue(!homes.isEmpty(), "no JDK " + FIRST + " or newer here or under /usr/lib/jvm");
		this.java = homes.get(0).resolve("bin").resolve("java");
	}

	@Test
	void startsFromWhatATrainingRunLeft() throws Exception {
		run("extract", List.of("-Djarmode=tools", "-jar", BareProcess.JAR.toString(), "extract", "--destination",
				this.directory.resolve("app").toString()));
		String jar = this.directory.resolve("app").resolve(BareProcess.JAR.getFileName()).toString();
		Path cache = this.directory.resolve("cache");
		SortedSet<String> trained = meters("trained", jar, "-XX:AOTCacheOutput=" + cache);
		assertThat(cache).isNotEmptyFile();
		// Where the cache is not taken, this ends the JVM.
		SortedSet<String> cached = meters("cached", jar, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
		assertThat(cached).isEqualTo(trained).contains("sightglass_series");
	}

	private SortedSet<String> meters(String run, String jar, String... options) throws Exception {
		Path scrape = this.directory.resolve(run + ".scrape");
		List<String> command = new ArrayList<>(List.of(options));
		command.addAll(List.of("-Xmx200m", "-XX:+UseSerialGC", "-jar", jar, "--bare.scrape=" + scrape));
		assertThat(run(run, command)).doesNotContain(" WARN ").doesNotContain(" ERROR ");
		return Files.readString(scrape)
			.lines()
			.filter((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.split(" ")[2])
			// Health is asked beside, and answers before the only scrape or after it.
			.filter((name) -> !name.equals("health_status"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private String run(String name, List<String> options) throws Exception {
		Path log = this.directory.resolve(name + ".log");
		List<String> command = new ArrayList<>(List.of(this.java.toString()));
		command.addAll(options);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		boolean ended = process.waitFor(5, TimeUnit.MINUTES);
		process.destroyForcibly();
		assertThat(ended).as(() -> read(log)).isTrue();
		assertThat(process.exitValue()).as(() -> read(log)).isZero();
		return Files.readString(log);
	}

	private static String read(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static List<Path> homes() throws IOException {
		Path installed = Path.of("/usr/lib/jvm");
		List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
		if (Files.isDirectory(installed)) {
			try (Stream<Path> all = Files.list(installed)) {
				all.sorted().forEach(homes::add);
			}
		}
		return homes.stream().filter((home) -> release(home) >= FIRST).toList();
	}

	private static int release(Path home) {
		Properties release = new Properties();
		try (var reader = Files.newBufferedReader(home.resolve("release"))) {
			release.load(reader);
		}
		catch (IOException ex) {
			return 0;
		}
		return Integer.parseInt(release.getProperty("JAVA_VERSION", "0").replaceAll("\"", "").split("\\D")[0]);
	}

}
