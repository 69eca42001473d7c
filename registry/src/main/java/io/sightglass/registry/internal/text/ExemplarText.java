package io.sightglass.registry.internal.text;

import java.nio.charset.StandardCharsets;

import io.prometheus.metrics.model.snapshots.Exemplar;

/**
 * What stands behind the value of a sample in OpenMetrics:
 *
 * <pre>
 *  # {span_id="5b8aa5a2d2c872e8",trace_id="5b8efff798038103d269b633813fc60c"} 0.37 1700000000.123
 * </pre>
 */
public final class ExemplarText {

	private static final int MILLIS = 1000;

	private ExemplarText() {
	}

	/**
	 * The text of an exemplar, as the client library writes it.
	 * @param exemplar the exemplar
	 * @return what follows a value
	 */
	public static byte[] of(Exemplar exemplar) {
		String labels = new String(LabelText.of(exemplar.getLabels()), StandardCharsets.UTF_8);
		StringBuilder text = new StringBuilder(" # ").append(labels).append(number(exemplar.getValue()));
		if (exemplar.hasTimestamp()) {
			long millis = exemplar.getTimestampMillis();
			text.append(' ').append(millis / MILLIS).append('.').append(Long.toString(MILLIS + millis % MILLIS), 1, 4);
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static String number(double value) {
		if (Double.isInfinite(value)) {
			return (value > 0) ? "+Inf" : "-Inf";
		}
		return Double.toString(value);
	}

}
