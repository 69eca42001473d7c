package io.sightglass.benchmarks.web;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.sightglass.benchmarks.web.PairedRounds.Cost;
import tools.jackson.databind.json.JsonMapper;

/**
 * What does the starter do to a whole request through Tomcat? Writes the answer of
 * several processes in the form of JMH, which cannot ask so: there each application has a
 * process of its own, and those of one kind differ by more than the effect.
 */
public final class WholeRequests {

	private WholeRequests() {
	}

	/**
	 * Measures.
	 * @param args the file to write; how many processes; seconds of warming up and of
	 * measuring in each, for one thread and again for two
	 * @throws Exception where a request or a process fails
	 */
	public static void main(String[] args) throws Exception {
		List<PairedRounds> rounds = List.of(new PairedRounds(), new PairedRounds());
		for (int fork = 0; fork < Integer.parseInt(args[1]); fork++) {
			rounds.forEach(PairedRounds::nextFork);
			run(order(fork), args[2], args[3], rounds);
		}
		List<Map<String, Object>> results = new ArrayList<>();
		for (int threads = 1; threads <= rounds.size(); threads++) {
			for (Starter starter : Starter.values()) {
				results.add(result(threads, starter, rounds.get(threads - 1)));
			}
		}
		Files.writeString(Path.of(args[0]),
				JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results));
	}

	// Each is once among the first that start, whose code the compiler sees alone.
	private static List<Starter> order(int fork) {
		List<Starter> order = new ArrayList<>(List.of(Starter.values()));
		Collections.rotate(order, fork / 2);
		if (fork % 2 == 1) {
			Collections.reverse(order);
		}
		return order;
	}

	private static void run(List<Starter> order, String warmUp, String seconds, List<PairedRounds> rounds)
			throws IOException, InterruptedException {
		Process process = new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin/java", "-Xms512m",
				"-Xmx512m", "-cp", System.getProperty("java.class.path"), RequestFork.class.getName(),
				order.stream().map(Starter::name).collect(Collectors.joining(",")), warmUp, seconds, "1,2")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				List<String> words = List.of(line.split(" "));
				if (words.get(0).equals(RequestFork.ROUND)) {
					rounds.get(Integer.parseInt(words.get(1)) - 1).add(words.subList(2, words.size()));
				}
			}
		}
		if (process.waitFor() != 0) {
			throw new IOException("A process that measures failed");
		}
	}

	private static Map<String, Object> result(int threads, Starter starter, PairedRounds rounds) {
		Map<String, Object> secondary = new LinkedHashMap<>();
		secondary.put("gc.alloc.rate.norm", Map.of("score", rounds.median(starter, Cost.BYTES)));
		secondary.put("processor", Map.of("score", rounds.median(starter, Cost.PROCESSOR)));
		for (Cost cost : Cost.values()) {
			double[] ratio = rounds.ratio(starter, Starter.BOOT, cost);
			secondary.put("pairs " + name(cost),
					Map.of("score", ratio[0], "scoreConfidence", new double[] { ratio[1], ratio[2] }));
		}
		return Map.of("benchmark", WholeRequests.class.getName() + ".request", "jdkVersion",
				System.getProperty("java.version"), "threads", threads, "params", Map.of("starter", name(starter)),
				"primaryMetric", Map.of("scoreUnit", "ns/op", "rawData", rounds.costs(starter, Cost.TIME)),
				"secondaryMetrics", secondary);
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
