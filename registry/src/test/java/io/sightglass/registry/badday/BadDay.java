package io.sightglass.registry.badday;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.ScrapeHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;

/**
 * A program that has a bad day, and says what was wrong with its metrics then.
 */
@SuppressWarnings("Regexp") // A console program.
public final class BadDay {

	private static final int SERIES = 100_000;

	private BadDay() {
	}

	/**
	 * Runs one.
	 * @param arguments which one, and for how many rounds
	 * @throws Exception if more than metrics fails
	 */
	public static void main(String[] arguments) throws Exception {
		int rounds = Integer.parseInt(arguments[1]);
		List<String> wrong = switch (arguments[0]) {
			case "memory" -> memory(rounds);
			case "files" -> files(rounds);
			case "threads" -> threads(rounds);
			case "log" -> log(rounds);
			case "series" -> series(rounds);
			case "exit" -> exit(arguments[2]);
			default -> throw new IllegalArgumentException(arguments[0]);
		};
		if (!wrong.isEmpty()) {
			System.out.println("wrong: " + wrong);
			Runtime.getRuntime().halt(1);
		}
		System.out.println("all right");
	}

	private static List<String> memory(int rounds) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		Recorders recorders = new Recorders(registry);
		// What nobody has called yet is linked at its first call, for which the JVM needs
		// some.
		recorders.awaitMore(1000);
		int failed = 0;
		for (int i = 0; i < rounds; i++) {
			List<byte[]> full = new ArrayList<>(100_000);
			for (int size = 1 << 20; size >= 16; size /= 4) {
				fill(full, size);
			}
			try {
				Recorders.scrape(registry);
			}
			catch (VirtualMachineError | IOException ex) {
				// A lambda for which there is no memory is an InternalError, each time
				// anew.
				failed++;
			}
			// Each takes a collection of all.
			recorders.awaitMore(40);
			full.clear();
			recorders.awaitMore(1000);
		}
		List<String> wrong = recorders.wrong();
		if (Recorders.scrape(registry) < 10) {
			wrong.add("the scrape afterwards is short");
		}
		registry.close();
		System.out.println(failed + " scrapes found no memory");
		return wrong;
	}

	private static void fill(List<byte[]> full, int size) {
		try {
			while (true) {
				full.add(new byte[size]);
			}
		}
		catch (OutOfMemoryError expected) {
			// No more of that size.
		}
	}

	private static List<String> files(int rounds) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/metrics", new ScrapeHandler(registry));
		server.start();
		URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
		Recorders recorders = new Recorders(registry);
		List<String> wrong = new ArrayList<>();
		// Classes are loaded from files.
		recorders.awaitMore(1000);
		for (int i = 0; i < 3; i++) {
			get(uri);
		}
		for (int i = 0; i < rounds; i++) {
			List<InputStream> open = new ArrayList<>();
			try {
				while (true) {
					open.add(new FileInputStream("/dev/null"));
				}
			}
			catch (IOException expected) {
				recorders.awaitMore(1000);
			}
			try {
				get(uri);
				wrong.add("there was a file left");
			}
			catch (IOException expected) {
				recorders.awaitMore(1000);
			}
			for (InputStream each : open) {
				each.close();
			}
			if (!get(uri).contains("orders_total")) {
				wrong.add("the scrape afterwards is short");
			}
		}
		wrong.addAll(recorders.wrong());
		server.stop(0);
		registry.close();
		return wrong;
	}

	private static String get(URI uri) throws IOException {
		URLConnection connection = uri.toURL().openConnection();
		connection.setReadTimeout(2000);
		try (InputStream body = connection.getInputStream()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	// Each thread takes what the stacks of the others have left, down to the smallest.
	private static List<String> threads(int rounds) throws Exception {
		SightglassPrometheusRegistry before = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				SeriesLimits.DEFAULT, Duration.ofSeconds(1), null);
		Recorders recorders = new Recorders(before);
		recorders.awaitMore(1000);
		List<String> wrong = new ArrayList<>();
		for (int i = 0; i < rounds; i++) {
			CountDownLatch over = new CountDownLatch(1);
			List<Thread> all = new ArrayList<>();
			for (long stack = 1L << 30; stack >= 1 << 18; stack /= 2) {
				take(all, stack, over);
			}
			System.out.println(all.size() + " threads");
			SightglassPrometheusRegistry without = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					SeriesLimits.DEFAULT, Duration.ofSeconds(1), null);
			without.counter("made.without").increment();
			recorders.awaitMore(1000);
			if (Recorders.scrape(before) < 10 || Recorders.scrape(without) < 1) {
				wrong.add("a scrape is short");
			}
			without.close();
			over.countDown();
			for (Thread thread : all) {
				thread.join();
			}
			recorders.awaitMore(1000);
		}
		wrong.addAll(recorders.wrong());
		before.close();
		return wrong;
	}

	private static void take(List<Thread> all, long stack, CountDownLatch over) {
		try {
			while (true) {
				Thread thread = new Thread(null, () -> await(over), "taken", stack);
				thread.start();
				all.add(thread);
			}
		}
		catch (OutOfMemoryError expected) {
			// No more of that size.
		}
	}

	private static void await(CountDownLatch over) {
		try {
			over.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// What it says goes to a disk that is full.
	private static List<String> log(int rounds) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		Recorders recorders = new Recorders(registry);
		recorders.awaitMore(1000L * rounds);
		return recorders.wrong();
	}

	private static List<String> series(int rounds) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(2 * SERIES, 2 * SERIES, Map.of(), List.of(), 2 * SERIES, 1 << 30));
		for (int i = 0; i < SERIES; i++) {
			registry.counter("visits", "visitor", "v" + i).increment(i);
		}
		Recorders recorders = new Recorders(registry);
		List<String> wrong = new ArrayList<>();
		for (int i = 0; i < rounds; i++) {
			long lines = Recorders.scrape(registry);
			if (lines < SERIES + 5) {
				wrong.add("only " + lines + " lines");
			}
			recorders.awaitMore(1000);
		}
		wrong.addAll(recorders.wrong());
		if (registry.get("visits").tag("visitor", "v" + (SERIES - 1)).counter().count() != SERIES - 1) {
			wrong.add("the last visitor");
		}
		registry.close();
		return wrong;
	}

	// In the middle of it, with a hook that closes and scrapes as an application's may.
	@SuppressWarnings("SystemExitOutsideMain")
	private static List<String> exit(String where) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				SeriesLimits.DEFAULT, Duration.ofSeconds(1), null);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			registry.counter("orders").increment();
			registry.close();
			System.out.println("hook done");
		}));
		Recorders recorders = new Recorders(registry);
		recorders.awaitMore(1000);
		switch (where) {
			case "scrape" -> {
				Gauge.builder("last.word", () -> {
					System.exit(7);
					return 0;
				}).register(registry);
				Recorders.scrape(registry);
			}
			default -> System.exit(7);
		}
		return List.of("it went on");
	}

}
