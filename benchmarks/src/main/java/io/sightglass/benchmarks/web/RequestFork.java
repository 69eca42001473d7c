package io.sightglass.benchmarks.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One process with all applications in it, warm, which get their requests in short blocks
 * by turns: what else runs on the machine, and what the compiler has made of the code
 * that they share, meets all of them. A round is a palindrome (A B C C B A) in a new
 * order, so that a drift within it cancels out.
 */
final class RequestFork {

	private static final int BLOCK = 200;

	static final String ROUND = "round";

	private final List<MeasuredServer> servers;

	private final Random random = new Random(17);

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private RequestFork(List<Starter> order) {
		this.servers = order.stream().map(MeasuredServer::start).toList();
	}

	/**
	 * Prints a line a round: threads, and for each starter a request's nanoseconds of
	 * wall time, nanoseconds of the server's processor time, and bytes.
	 * @param args the applications in their order of start; the seconds of warming up and
	 * of measuring; the numbers of threads
	 * @throws Exception where a request fails
	 */
	public static void main(String[] args) throws Exception {
		RequestFork fork = new RequestFork(Arrays.stream(args[0].split(",")).map(Starter::valueOf).toList());
		try {
			for (String threads : args[3].split(",")) {
				fork.measure(Integer.parseInt(threads), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
			}
		}
		finally {
			fork.servers.forEach(MeasuredServer::close);
			fork.clients.shutdown();
		}
	}

	private void measure(int threads, int warmUp, int seconds) throws Exception {
		for (MeasuredServer server : this.servers) {
			server.connect(threads);
		}
		rounds(warmUp);
		this.servers.forEach(MeasuredServer::settle);
		rounds(seconds).forEach((round) -> print(threads, round));
	}

	private List<Map<Starter, double[]>> rounds(int seconds) throws Exception {
		List<Map<Starter, double[]>> rounds = new ArrayList<>();
		List<MeasuredServer> turns = new ArrayList<>(this.servers);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		while (System.nanoTime() < end) {
			Collections.shuffle(turns, this.random);
			Map<Starter, double[]> round = new EnumMap<>(Starter.class);
			for (MeasuredServer server : turns) {
				round.put(server.starter(), block(server));
			}
			Collections.reverse(turns);
			for (MeasuredServer server : turns) {
				round.merge(server.starter(), block(server), RequestFork::mean);
			}
			rounds.add(round);
		}
		return rounds;
	}

	private static double[] mean(double[] one, double[] other) {
		double[] mean = new double[one.length];
		Arrays.setAll(mean, (figure) -> (one[figure] + other[figure]) / 2);
		return mean;
	}

	private double[] block(MeasuredServer server) throws Exception {
		List<Callable<Integer>> work = server.connections()
			.stream()
			.<Callable<Integer>>map((connection) -> () -> exchange(connection))
			.toList();
		long processor = server.processorNanos();
		long bytes = server.allocatedBytes();
		long begun = System.nanoTime();
		for (Future<Integer> done : this.clients.invokeAll(work)) {
			done.get();
		}
		double wall = System.nanoTime() - begun;
		double requests = BLOCK * work.size();
		return new double[] { wall / BLOCK, (server.processorNanos() - processor) / requests,
				(server.allocatedBytes() - bytes) / requests };
	}

	private static int exchange(KeptConnection connection) throws Exception {
		int got = 0;
		for (int request = 0; request < BLOCK; request++) {
			got += connection.exchange();
		}
		return got;
	}

	@SuppressWarnings("Regexp")
	private static void print(int threads, Map<Starter, double[]> round) {
		StringBuilder line = new StringBuilder(ROUND + " " + threads);
		round.forEach((starter, figures) -> {
			line.append(' ').append(starter);
			Arrays.stream(figures).mapToLong(Math::round).forEach((figure) -> line.append(' ').append(figure));
		});
		System.out.println(line);
	}

}
