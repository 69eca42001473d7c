package io.sightglass.bare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An application that uses none of what Sightglass measures is as quiet with it as
 * without it.
 */
class QuietTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=health,prometheus,scheduledtasks";

	// Java's threads have a number here, the collector's have none. How many compile is
	// the JVM's affair.
	private static final Pattern THREAD = Pattern.compile("(?m)^\"((?!C[12] Compiler)[^\"]+)\" #");

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

	@TempDir
	private Path with;

	@TempDir
	private Path without;

	@Test
	void hasNoThreadSocketTaskOrWarningMore() throws Exception {
		assumeTrue(BareProcess.has("spring-web-"), "no web layer");
		try (BareProcess ours = BareProcess.startUnexposed(this.with, EXPOSED);
				BareProcess stock = BareProcess.startUnexposed(this.without, EXPOSED, "sightglass.enabled=false")) {
			assertSame(ours, stock, 0);
			for (BareProcess each : List.of(ours, stock)) {
				assertThat(get(each.port(), "/nowhere").statusCode()).isEqualTo(404);
				assertThat(get(each.port(), "/actuator/prometheus").statusCode()).isEqualTo(200);
			}
			// On Netty a connection that is forgotten is noticed, for which one thread
			// starts with the first.
			assertSame(ours, stock, BareProcess.has("spring-webflux-") ? 1 : 0);
			assertThat(get(ours.port(), "/actuator/scheduledtasks").body())
				.isEqualTo(get(stock.port(), "/actuator/scheduledtasks").body());
			assertThat(loud(ours)).isEqualTo(loud(stock));
		}
	}

	// What ends by itself has time to.
	private static void assertSame(BareProcess ours, BareProcess stock, int tracking) throws Exception {
		ours.port();
		stock.port();
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!(more(threads(ours), threads(stock), tracking).isEmpty() && sockets(ours) <= sockets(stock))
				&& System.nanoTime() < end) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
		}
		assertThat(more(threads(ours), threads(stock), tracking)).isEmpty();
		assertThat(sockets(ours)).isLessThanOrEqualTo(sockets(stock));
	}

	// Names of which there are more than in the other one.
	private static SortedMap<String, Integer> more(SortedMap<String, Integer> these, SortedMap<String, Integer> those,
			int tracking) {
		those.merge("sightglass-forgotten", tracking, Integer::sum);
		SortedMap<String, Integer> more = new TreeMap<>(these);
		more.entrySet().removeIf((thread) -> thread.getValue() <= those.getOrDefault(thread.getKey(), 0));
		return more;
	}

	private static SortedMap<String, Integer> threads(BareProcess process) throws Exception {
		String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
		Process asked = new ProcessBuilder(jcmd, String.valueOf(process.id()), "Thread.print").redirectErrorStream(true)
			.start();
		String dump = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(asked.waitFor()).as(dump).isZero();
		SortedMap<String, Integer> names = new TreeMap<>();
		Matcher thread = THREAD.matcher(dump);
		while (thread.find()) {
			names.merge(thread.group(1).replaceAll("\\d+", "#"), 1, Integer::sum);
		}
		return names;
	}

	private static long sockets(BareProcess process) throws IOException {
		long sockets = 0;
		try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + process.id() + "/fd"))) {
			for (Path each : open) {
				sockets += Files.isSymbolicLink(each) && Files.readSymbolicLink(each).toString().startsWith("socket:")
						? 1 : 0;
			}
		}
		return sockets;
	}

	private static List<String> loud(BareProcess process) throws IOException {
		return process.log().lines().filter((line) -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
	}

	// A client of its own, so that no connection of it stays open.
	private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
