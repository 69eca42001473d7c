package io.sightglass.benchmarks.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The rounds of several processes. What two applications have to do with one another is
 * the median of the ratios that they had within a round, with an interval that is drawn
 * from the processes first and from their rounds then: processes of one kind differ by
 * more than rounds of one process.
 */
final class PairedRounds {

	private static final int DRAWS = 2000;

	private static final double TAIL = 0.025;

	private final List<List<double[][]>> forks = new ArrayList<>();

	void nextFork() {
		this.forks.add(new ArrayList<>());
	}

	/**
	 * Takes what {@link RequestFork} says of a round.
	 * @param words starter, nanoseconds, nanoseconds of the processor, bytes; and again
	 */
	void add(List<String> words) {
		double[][] round = new double[Starter.values().length][Cost.values().length];
		for (int at = 0; at < words.size(); at += 1 + Cost.values().length) {
			round[Starter.valueOf(words.get(at)).ordinal()] = words.subList(at + 1, at + 1 + Cost.values().length)
				.stream()
				.mapToDouble(Double::parseDouble)
				.toArray();
		}
		this.forks.get(this.forks.size() - 1).add(round);
	}

	List<double[]> costs(Starter starter, Cost cost) {
		return this.forks.stream()
			.map((fork) -> fork.stream().mapToDouble((round) -> round[starter.ordinal()][cost.ordinal()]).toArray())
			.toList();
	}

	double median(Starter starter, Cost cost) {
		return median(costs(starter, cost).stream().flatMapToDouble(Arrays::stream).toArray());
	}

	/**
	 * One beside the other.
	 * @param ours the one
	 * @param reference the other
	 * @param cost what they cost
	 * @return the median of the ratios, and the ends of its interval of 95 %
	 */
	double[] ratio(Starter ours, Starter reference, Cost cost) {
		List<double[]> ratios = this.forks.stream()
			.map((fork) -> fork.stream()
				.mapToDouble(
						(round) -> round[ours.ordinal()][cost.ordinal()] / round[reference.ordinal()][cost.ordinal()])
				.toArray())
			.toList();
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
		double[] medians = new double[DRAWS];
		for (int draw = 0; draw < DRAWS; draw++) {
			medians[draw] = median(redraw(ratios, random));
		}
		Arrays.sort(medians);
		return new double[] { median(ratios.stream().flatMapToDouble(Arrays::stream).toArray()),
				medians[(int) (DRAWS * TAIL)], medians[(int) (DRAWS * (1 - TAIL))] };
	}

	private static double[] redraw(List<double[]> forks, RandomGenerator random) {
		double[][] drawn = new double[forks.size()][];
		for (int fork = 0; fork < drawn.length; fork++) {
			double[] from = forks.get(random.nextInt(forks.size()));
			drawn[fork] = random.ints(from.length, 0, from.length).mapToDouble((round) -> from[round]).toArray();
		}
		return Arrays.stream(drawn).flatMapToDouble(Arrays::stream).toArray();
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return (sorted.length == 0) ? Double.NaN : (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
	}

	/** What a request costs, in the order of the lines. */
	enum Cost {

		/** Nanoseconds that the client waits. */
		TIME,

		/** Nanoseconds of the server's threads on a processor. */
		PROCESSOR,

		/** Bytes that the server's threads allocate. */
		BYTES

	}

}
