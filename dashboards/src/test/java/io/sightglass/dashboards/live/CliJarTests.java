package io.sightglass.dashboards.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command line as it is handed out: what it holds, and a process of it.
 */
class CliJarTests {

	private static final Path JAR = Path.of(System.getProperty("sightglass.cli-jar", ""));

	@Test
	void itHasItsLicenceAndTheNoticesOfWhatItHolds() throws IOException {
		try (ZipFile jar = new ZipFile(JAR.toFile())) {
			assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
			assertThat(text(jar, "META-INF/NOTICE")).contains("Sightglass", "Micrometer", "Jackson");
			List<String[]> holds = text(jar, "META-INF/THIRD-PARTY.txt").lines()
				.skip(3)
				.takeWhile((line) -> !line.isEmpty())
				.map((line) -> line.split(" {2,}"))
				.toList();
			Set<String> packages = holds.stream()
				.map((line) -> line[0].split(" ")[0] + ".")
				.collect(Collectors.toCollection(TreeSet::new));
			packages.add("io.sightglass.");
			Set<String> used = new TreeSet<>();
			assertThat(jar.stream().map((entry) -> entry.getName()).filter((name) -> name.endsWith(".class")))
				.hasSizeGreaterThan(1000)
				.allSatisfy((name) -> {
					String type = name.replaceFirst("^META-INF/versions/[0-9]+/", "").replace('/', '.');
					List<String> found = packages.stream().filter(type::startsWith).toList();
					assertThat(found).as(type).isNotEmpty();
					used.addAll(found);
				});
			assertThat(packages).isEqualTo(used);
			for (String[] line : holds) {
				for (String place : line[line.length - 1].split(", ")) {
					assertThat(place.equals("below") || jar.getEntry(place) != null).as(place).isTrue();
				}
			}
		}
	}

	@Test
	void anAnswerThatIsTooMuchForItsMemoryIsOneLine() throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] body = ("[" + "[],".repeat(5_000_000) + "[]]").getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		try {
			String printed = run(1, "-Xmx64m", "check", "http://127.0.0.1:" + server.getAddress().getPort());
			assertThat(printed.lines()).as(printed).hasSize(1);
			assertThat(printed).contains("OutOfMemoryError");
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void itRuns() throws Exception {
		assertThat(run(0, "-Xmx256m", "list")).contains("SightglassRouteNodeDown");
	}

	private static String run(int code, String memory, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List
			.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), memory, "-jar", JAR.toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isEqualTo(code);
		return output;
	}

	private static String text(ZipFile jar, String name) throws IOException {
		assertThat(jar.getEntry(name)).as(name).isNotNull();
		try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
