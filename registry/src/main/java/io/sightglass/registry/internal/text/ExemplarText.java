package io.sightglass.registry.internal.text;

import java.nio.charset.StandardCharsets;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * What stands behind the value of a sample in OpenMetrics:
 *
 * <pre>
 *  # {span_id="5b8aa5a2d2c872e8",trace_id="5b8efff798038103d269b633813fc60c"} 0.37 1700000000.123
 * </pre>
 */
public final class ExemplarText {

	private static final String BEGIN = " # ";

	private static final String SPAN = BEGIN + "{" + Exemplar.SPAN_ID + "=\"";

	private static final String TRACE = "\"," + Exemplar.TRACE_ID + "=\"";

	private static final String END = "\"} ";

	// Two numbers, a blank and a point.
	private static final int NUMBERS = 64;

	private ExemplarText() {
	}

	/**
	 * What stands before its numbers, as the client library writes it.
	 * @param exemplar the exemplar
	 * @return the beginning of the text
	 */
	public static byte[] begin(Exemplar exemplar) {
		Labels labels = exemplar.getLabels();
		if (labels.size() == 2 && labels.getName(0).equals(Exemplar.SPAN_ID)
				&& labels.getName(1).equals(Exemplar.TRACE_ID) && isPlain(labels.getValue(0))
				&& isPlain(labels.getValue(1))) {
			return ids(labels.getValue(0), labels.getValue(1));
		}
		return (BEGIN + new String(LabelText.of(labels), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] ids(String span, String trace) {
		byte[] text = new byte[SPAN.length() + span.length() + TRACE.length() + trace.length() + END.length()];
		put(END, text, put(trace, text, put(TRACE, text, put(span, text, put(SPAN, text, 0)))));
		return text;
	}

	// As every tracer's ids are.
	private static boolean isPlain(String id) {
		for (int i = 0; i < id.length(); i++) {
			char each = id.charAt(i);
			if (each < ' ' || each > '~' || each == '"' || each == '\\') {
				return false;
			}
		}
		return true;
	}

	private static int put(String text, byte[] into, int at) {
		for (int i = 0; i < text.length(); i++) {
			into[at + i] = (byte) text.charAt(i);
		}
		return at + text.length();
	}

	static int length(byte[] begin) {
		return begin.length + NUMBERS;
	}

	static int write(Exemplar exemplar, byte[] begin, byte[] into, int at, StringBuilder digits) {
		System.arraycopy(begin, 0, into, at, begin.length);
		int end = Numbers.write(exemplar.getValue(), into, at + begin.length, digits);
		if (exemplar.hasTimestamp()) {
			into[end] = ' ';
			end = Numbers.seconds(exemplar.getTimestampMillis(), into, end + 1);
		}
		return end;
	}

}
