package io.sightglass.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Metrics;

/**
 * What all of a JVM shares, and applications may add to.
 *
 * @param counts how much there is of each
 */
record Shared(Map<String, Integer> counts) {

	static Shared now(List<String> otherThreads) {
		Map<String, Integer> counts = new TreeMap<>();
		// Pools number their threads.
		Stream<String> threads = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !isOfTheJvm(thread) && otherThreads.stream().noneMatch(thread.getName()::startsWith))
			.map((thread) -> "a thread \"" + thread.getName().replaceAll("\\d+", "#") + "\"");
		Stream<String> registries = Metrics.globalRegistry.getRegistries()
			.stream()
			.map((registry) -> "a " + registry.getClass().getSimpleName() + " in Metrics.globalRegistry");
		Stream<String> meters = Metrics.globalRegistry.getMeters()
			.stream()
			.map((meter) -> "the meter " + meter.getId().getName() + " in Metrics.globalRegistry");
		Stream.of(threads, registries, meters)
			.flatMap((all) -> all)
			.forEach((one) -> counts.merge(one, 1, Integer::sum));
		return new Shared(counts);
	}

	// These come and go as the JVM likes, or as OkHttp does: it has one pool for all of a
	// JVM, and minutes after an answer a thread looks for connections that are idle.
	private static boolean isOfTheJvm(Thread thread) {
		ThreadGroup group = thread.getThreadGroup();
		return group == null || group.getName().equals("system")
				|| Stream.of("ForkJoinPool.commonPool-worker-", "OkHttp TaskRunner", "Okio Watchdog")
					.anyMatch(thread.getName()::startsWith);
	}

	/**
	 * What has been added since.
	 * @param otherThreads with what the names of threads begin that are left out
	 * @return a line each
	 */
	List<String> added(List<String> otherThreads) {
		List<String> added = new ArrayList<>();
		now(otherThreads).counts.forEach((name, count) -> {
			int more = count - this.counts.getOrDefault(name, 0);
			if (more > 0) {
				added.add((more > 1) ? name + ", " + more + " times" : name);
			}
		});
		return added;
	}

}
