package io.sightglass.registry.internal.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the values of a family in one format: the lines of help and type,
 * and the names of the samples. It is cut from what the client library writes for one
 * series, and not made up here.
 *
 * @param header the lines before the first sample
 * @param names the names of the samples of a series in their order, each once
 * @param created what says when a series began; nothing where that is not written
 */
public record Frame(byte[] header, byte[][] names, @Nullable Created created) {

	private static final long MOMENT = 1_234_567;

	/**
	 * What says when a series began.
	 *
	 * @param header the lines before the first of them, where they are a family of their
	 * own
	 * @param name the sample's name
	 * @param millis whether it is in milliseconds, and not in seconds
	 */
	public record Created(byte[] header, byte[] name, boolean millis) {

		/**
		 * Writes it of a series.
		 * @param lines where to
		 * @param labels the text between a sample's name and its value
		 * @param moment when it began, 0 where that is not known
		 * @throws IOException if the stream is broken
		 */
		public void write(Lines lines, byte[] labels, long moment) throws IOException {
			if (moment != 0) {
				lines.begin(this.name, labels);
				if (this.millis) {
					lines.end(moment);
				}
				else {
					lines.endSeconds(moment);
				}
			}
		}

	}

	/**
	 * Cuts a frame.
	 * @param format the format
	 * @param formats the client library's writers
	 * @param specimen the family with one series that began at a moment, 0 for none
	 * @param labels the text between a sample's name and its value
	 * @return the frame
	 */
	public static Frame of(ScrapeFormat format, ExpositionFormats formats, LongFunction<MetricSnapshot> specimen,
			byte[] labels) {
		String plain = text(format, formats, specimen.apply(0));
		String dated = text(format, formats, specimen.apply(MOMENT));
		if (!dated.startsWith(plain)) {
			throw new IllegalStateException("Samples that depend on when a series began: " + Printable.value(dated));
		}
		String start = new String(labels, StandardCharsets.UTF_8).stripTrailing();
		StringBuilder header = new StringBuilder();
		List<String> names = names(plain, start.isEmpty() ? start : start.substring(0, start.length() - 1), header);
		return new Frame(bytes(header), names.stream().map(Frame::bytes).toArray(byte[][]::new),
				dated.equals(plain) ? null : created(dated.substring(plain.length()), start));
	}

	private static Created created(String text, String labels) {
		StringBuilder header = new StringBuilder();
		String name = names(text, labels, header).get(0);
		String line = name + labels + ' ';
		boolean millis = text.equals(header + line + "1234567\n");
		if (!millis && !text.equals(header + line + "1234.567\n")) {
			throw new IllegalStateException("A beginning that is written in another way: " + Printable.value(text));
		}
		return new Created(bytes(header), bytes(name), millis);
	}

	private static List<String> names(String text, String start, StringBuilder header) {
		List<String> names = new ArrayList<>();
		for (String line : text.split("\n")) {
			if (line.startsWith("#") && names.isEmpty()) {
				header.append(line).append('\n');
			}
			else {
				String name = name(line);
				if (!line.startsWith(start, name.length())) {
					throw new IllegalStateException("Labels that are written in another way: " + Printable.value(line));
				}
				if (!names.contains(name)) {
					names.add(name);
				}
			}
		}
		return names;
	}

	private static String text(ScrapeFormat format, ExpositionFormats formats, MetricSnapshot specimen) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			format.writer(formats).write(out, MetricSnapshots.of(specimen));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		String text = out.toString(StandardCharsets.UTF_8);
		return text.substring(0, text.length() - format.trailer());
	}

	private static byte[] bytes(CharSequence text) {
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static String name(String line) {
		int end = 0;
		while (line.charAt(end) != '{' && line.charAt(end) != ' ') {
			end++;
		}
		return line.substring(0, end);
	}

}
