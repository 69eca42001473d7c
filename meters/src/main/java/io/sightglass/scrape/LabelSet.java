package io.sightglass.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

/**
 * The labels of a series as the client library sorts and writes them.
 */
final class LabelSet implements Comparable<LabelSet> {

	static final LabelSet EMPTY = new LabelSet(new String[0], new String[0]);

	private final String[] names;

	private final String[] values;

	private LabelSet(String[] names, String[] values) {
		this.names = names;
		this.values = values;
	}

	/**
	 * Takes the labels over.
	 * @param labels what the client library made of them
	 * @param like a set whose names are shared if they are the same
	 * @return the labels
	 */
	static LabelSet of(Labels labels, LabelSet like) {
		int size = labels.size();
		boolean same = size == like.names.length;
		String[] names = new String[size];
		String[] values = new String[size];
		for (int i = 0; i < size; i++) {
			names[i] = labels.getPrometheusName(i);
			values[i] = labels.getValue(i);
			same = same && names[i].equals(like.names[i]);
		}
		return new LabelSet(same ? like.names : names, values);
	}

	Labels labels() {
		return Labels.of(this.names, this.values);
	}

	boolean matches(Labels labels) {
		if (labels.size() != this.names.length) {
			return false;
		}
		for (int i = 0; i < this.names.length; i++) {
			if (!labels.getPrometheusName(i).equals(this.names[i]) || !labels.getValue(i).equals(this.values[i])) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int compareTo(LabelSet other) {
		int result = (this.names != other.names) ? compare(this.names, other.names) : 0;
		return (result != 0) ? result : compare(this.values, other.values);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof LabelSet labels && compareTo(labels) == 0;
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.values);
	}

	private static int compare(String[] left, String[] right) {
		int common = Math.min(left.length, right.length);
		for (int i = 0; i < common; i++) {
			int result = left[i].compareTo(right[i]);
			if (result != 0) {
				return result;
			}
		}
		return Integer.compare(left.length, right.length);
	}

	/**
	 * What stands between a sample's name and its value.
	 * @return the labels in braces, if there are any, and a space
	 */
	byte[] text() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < this.names.length; i++) {
			text.append((i > 0) ? ',' : '{');
			name(this.names[i], text);
			text.append("=\"");
			escape(this.values[i], text);
			text.append('"');
		}
		if (this.names.length > 0) {
			text.append('}');
		}
		return text.append(' ').toString().getBytes(StandardCharsets.UTF_8);
	}

	// A name with a colon is a metric's name, not a label's, and stands in quotes.
	private static void name(String name, StringBuilder text) {
		if (PrometheusNaming.isValidLegacyLabelName(name)) {
			text.append(name);
		}
		else {
			text.append('"');
			escape(name, text);
			text.append('"');
		}
	}

	private static void escape(String value, StringBuilder text) {
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			switch (character) {
				case '\\' -> text.append("\\\\");
				case '"' -> text.append("\\\"");
				case '\n' -> text.append("\\n");
				default -> text.append(character);
			}
		}
	}

}
