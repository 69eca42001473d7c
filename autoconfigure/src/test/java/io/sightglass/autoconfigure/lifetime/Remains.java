package io.sightglass.autoconfigure.lifetime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.management.JMException;
import javax.management.ObjectName;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.Metrics;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is still in memory of what has ended.
 */
final class Remains {

	private final List<WeakReference<Object>> ended = new ArrayList<>();

	void ended(Object object) {
		this.ended.add(new WeakReference<>(object));
	}

	/**
	 * Collects, until no more than so many are left or nothing goes any more.
	 * @param most as many as may be
	 * @return how many are left
	 */
	int left(int most) {
		int left = alive();
		for (int more = 0; left > most && more < 10; more++) {
			left = alive();
		}
		return left;
	}

	// Spring's caches are soft references, which go only before memory runs out.
	private int alive() {
		try {
			long[] all = new long[Math.toIntExact(Runtime.getRuntime().maxMemory() / Long.BYTES + 1)];
			throw new IllegalStateException("More memory than there is: " + all.length);
		}
		catch (OutOfMemoryError expected) {
			System.gc();
		}
		return (int) this.ended.stream().filter((each) -> each.get() != null).count();
	}

	/**
	 * The live objects of our own classes.
	 * @return how many of each class
	 */
	static Map<String, Integer> ours() {
		Map<String, Integer> counts = new TreeMap<>();
		histogram().lines()
			.map((line) -> line.trim().split("\\s+"))
			.filter((words) -> words.length >= 4 && words[3].startsWith("io.sightglass."))
			.forEach((words) -> counts.merge(words[3].replaceAll("/0x\\w+", ""), Integer.valueOf(words[1]),
					Integer::sum));
		return counts;
	}

	private static String histogram() {
		try {
			return (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What applications add to that all of the JVM shares.
	 * @return how much there is of it
	 */
	static Map<String, Integer> shared() {
		LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
		Map<String, Integer> counts = new TreeMap<>(threads());
		counts.put("a registry of the global one", Metrics.globalRegistry.getRegistries().size());
		counts.put("a filter of the log", log.getTurboFilterList().size());
		counts.put("a listener of the log", log.getCopyOfListenerList().size());
		counts.put("an MBean", ManagementFactory.getPlatformMBeanServer().getMBeanCount());
		return counts;
	}

	/**
	 * The sockets that this process has open.
	 * @return how many, none where the system does not tell
	 */
	static int sockets() {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return (int) open.filter(Remains::isSocket).count();
		}
		catch (IOException | UncheckedIOException ex) {
			return 0;
		}
	}

	private static boolean isSocket(Path open) {
		try {
			return Files.readSymbolicLink(open).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			// It has been closed since.
			return false;
		}
	}

	/**
	 * Waits until there is no more of it than there was: threads take a moment to end.
	 * @param before what there was
	 */
	static void awaitShared(Map<String, Integer> before) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(shared()).allSatisfy(
					(name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(before.getOrDefault(name, 0))));
	}

	/**
	 * The threads, by their names without numbers. OkHttp's come from one pool of the
	 * whole JVM, when a client of another test closes its idle connections.
	 * @return how many of each name
	 */
	private static Map<String, Integer> threads() {
		Map<String, Integer> counts = new TreeMap<>();
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("awaitility")
					&& !thread.getName().equals("OkHttp TaskRunner"))
			.forEach((thread) -> counts.merge(thread.getName().replaceAll("\\d+", "#"), 1, Integer::sum));
		return counts;
	}

}
