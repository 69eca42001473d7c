package io.sightglass.registry.internal.scrape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.internal.scrape.Plan.Source;
import io.sightglass.registry.internal.text.Lines;
import io.sightglass.registry.internal.text.ScrapeFormat;

/**
 * Compares the text of a family, as it would be written, with the client library's. Both
 * are read one after the other, and values move meanwhile: what lies between two readings
 * of the other is the same, and only what stands still on both sides is different.
 */
final class Comparison {

	private static final int ROUNDS = 3;

	private static final String[] NOTHING = {};

	private final ExpositionFormats formats;

	private byte[] buffer = new byte[Lines.SIZE];

	Comparison(ExpositionFormats formats) {
		this.formats = formats;
	}

	/**
	 * Compares a family.
	 * @param source the family
	 * @param collected what the client library has collected of it
	 * @return what came of it
	 */
	Result of(Source source, List<MetricSnapshot> collected) {
		try {
			return compare(source, collected);
		}
		catch (Throwable ex) {
			// Who reads it next says so.
			return Result.MOVED;
		}
	}

	private Result compare(Source source, List<MetricSnapshot> collected) throws IOException {
		String[] client = client(collected);
		String[] ours = ours(source);
		BitSet open = IntStream.range(0, ours.length)
			.filter((line) -> line >= client.length || !ours[line].equals(client[line]))
			.collect(BitSet::new, BitSet::set, BitSet::or);
		if (ours.length != client.length) {
			return Result.MOVED;
		}
		return open.isEmpty() ? Result.SAME : again(source, client, ours, open);
	}

	private Result again(Source source, String[] firstClient, String[] firstOurs, BitSet open) throws IOException {
		String[] client = firstClient;
		String[] ours = firstOurs;
		BitSet moving = new BitSet();
		for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
			String[] clientNow = client(collect(source));
			String[] oursNow = ours(source);
			if (clientNow.length != client.length || oursNow.length != client.length) {
				return Result.MOVED;
			}
			for (int line = open.nextSetBit(0); line >= 0; line = open.nextSetBit(line + 1)) {
				open.set(line, !isBetween(ours[line], client[line], clientNow[line]));
				if (!ours[line].equals(oursNow[line]) || !client[line].equals(clientNow[line])) {
					moving.set(line);
				}
			}
			client = clientNow;
			ours = oursNow;
		}
		if (open.isEmpty()) {
			return Result.SAME;
		}
		open.andNot(moving);
		return open.isEmpty() ? Result.MOVED : Result.OTHER;
	}

	private static boolean isBetween(String line, String before, String after) {
		int value = line.lastIndexOf(' ') + 1;
		if (line.startsWith("#") || value != before.lastIndexOf(' ') + 1 || value != after.lastIndexOf(' ') + 1
				|| !line.regionMatches(0, before, 0, value) || !line.regionMatches(0, after, 0, value)) {
			return false;
		}
		if (line.equals(before) || line.equals(after)) {
			return true;
		}
		double one = number(before, value);
		double other = number(after, value);
		double between = number(line, value);
		// The same number in other words is another text.
		return one != other && Math.min(one, other) <= between && between <= Math.max(one, other);
	}

	private static double number(String line, int from) {
		return Double.parseDouble(line.substring(from).replace("Inf", "Infinity"));
	}

	private static List<MetricSnapshot> collect(Source source) {
		return source.collector()
			.collect()
			.stream()
			.filter((one) -> source.view()
				.parts()
				.stream()
				.anyMatch((part) -> part.name().equals(one.getMetadata().getPrometheusName())))
			.toList();
	}

	private String[] client(List<MetricSnapshot> collected) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ScrapeFormat.TEXT.writer(this.formats).write(out, new MetricSnapshots(collected));
		return lines(out);
	}

	private String[] ours(Source source) throws IOException {
		Readings readings = Readings.of(source);
		if (readings == null) {
			return NOTHING;
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Lines lines = new Lines(out, this.buffer);
		// A line that is missing is a difference.
		Scribe scribe = new Scribe(lines, ScrapeFormat.TEXT, new LookAhead(), (failure) -> {
		});
		for (Part part : source.view().parts()) {
			scribe.write(part, source.view(), readings);
		}
		for (Part part : source.view().parts()) {
			scribe.writeCreated(part, source.view());
		}
		lines.flush();
		this.buffer = lines.buffer();
		return lines(out);
	}

	private static String[] lines(ByteArrayOutputStream text) {
		return text.toString(StandardCharsets.UTF_8).split("\n");
	}

	/** What came of a comparison. */
	enum Result {

		/** The text would be the same. */
		SAME,

		/** That cannot be said yet. */
		MOVED,

		/** The text would be another one. */
		OTHER

	}

}
