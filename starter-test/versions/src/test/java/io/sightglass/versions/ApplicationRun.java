package io.sightglass.versions;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One start of the application in a JVM of its own, and what it showed.
 *
 * @param servlet the scrape of the one on servlets
 * @param reactive the scrape of the one on Netty
 * @param log what it logged
 */
record ApplicationRun(Shown servlet, Shown reactive, String log) {

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

	private static final Pattern PORT = Pattern.compile("(?:Tomcat|Netty) started on port (\\d+)");

	private static final Pattern READY = Pattern.compile("Started VersionsApplication in");

	// The same pools of memory on every machine and JDK, and no collection's own meters.
	private static final List<String> COMMAND = List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:-SegmentedCodeCache",
			"-XX:TieredStopAtLevel=1", "-Dserver.port=0", "-Dserver.address=127.0.0.1", "-Dspring.main.banner-mode=off",
			"-Dmanagement.endpoints.web.exposure.include=health,prometheus",
			"-Dmanagement.metrics.enable.jvm.gc.pause=false");

	static ApplicationRun of(Path jdk, List<Path> classPath, Path log) throws Exception {
		List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
		command.addAll(COMMAND);
		command.addAll(
				List.of("-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
						"io.sightglass.versions.VersionsApplication"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			long end = System.nanoTime() + PATIENCE_NANOS;
			while (READY.matcher(Files.readString(log)).results().count() < 2) {
				if (!process.isAlive() || Files.readString(log).contains("APPLICATION FAILED")
						|| System.nanoTime() > end) {
					throw new AssertionError("The application did not start:\n" + Files.readString(log));
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
			}
			List<MatchResult> ports = PORT.matcher(Files.readString(log)).results().toList();
			return new ApplicationRun(visit(ports.get(0).group(1), end), visit(ports.get(1).group(1), end),
					Files.readString(log));
		}
		finally {
			process.destroy();
			if (!process.waitFor(20, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
	}

	// Two of its own to itself, one here, and one that fails.
	private static Shown visit(String port, long end) throws Exception {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		get(client, port, "/hello");
		get(client, port, "/oops");
		// A request counts when its answer is already on the way; and the first scrape is
		// the one that makes some meters.
		Shown before = new Shown("");
		while (System.nanoTime() < end) {
			Shown shown = new Shown(get(client, port, "/actuator/prometheus"));
			if (shown.requests() == 4 && shown.series().equals(before.series())) {
				return shown;
			}
			before = shown;
		}
		throw new AssertionError("Not all requests are shown:\n" + before.text());
	}

	private static String get(HttpClient client, String port, String path) throws Exception {
		return client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.ofString())
			.body();
	}

}
