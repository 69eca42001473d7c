package io.sightglass.registry.internal.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.internal.log.Printable;

/**
 * What stands around the values of a family in one format: the lines of help and type,
 * and the names of the samples. It is cut from what the client library writes for one
 * series, and not made up here.
 *
 * @param header the lines before the first sample
 * @param names the names of the samples of a series in their order, each once
 */
public record Frame(byte[] header, byte[][] names) {

	/**
	 * Cuts a frame.
	 * @param format the format
	 * @param formats the client library's writers
	 * @param specimen the family with one series
	 * @param labels the text between a sample's name and its value
	 * @return the frame
	 */
	public static Frame of(ScrapeFormat format, ExpositionFormats formats, MetricSnapshot specimen, byte[] labels) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			format.writer(formats).write(out, MetricSnapshots.of(specimen));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		String expected = new String(labels, StandardCharsets.UTF_8);
		String start = expected.isBlank() ? "" : expected.substring(0, expected.length() - 2);
		StringBuilder header = new StringBuilder();
		List<String> names = new ArrayList<>();
		String text = out.toString(StandardCharsets.UTF_8);
		for (String line : text.substring(0, text.length() - format.trailer()).split("\n")) {
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
		return new Frame(header.toString().getBytes(StandardCharsets.UTF_8),
				names.stream().map((name) -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
	}

	private static String name(String line) {
		int end = 0;
		while (line.charAt(end) != '{' && line.charAt(end) != ' ') {
			end++;
		}
		return line.substring(0, end);
	}

}
