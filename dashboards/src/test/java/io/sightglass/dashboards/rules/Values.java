package io.sightglass.dashboards.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A series' samples, one a minute, in promtool's notation: {@code 0+10x5 _x3 stale}.
 */
final class Values {

	private static final Pattern STEPS = Pattern.compile("(-?[\\d.]+)(?:([+-][\\d.]+)x(\\d+))?");

	private static final Pattern GAP = Pattern.compile("_(?:x(\\d+))?");

	private static final String NOTHING = "_";

	private static final String STALE = "stale";

	private final List<String> samples;

	private Values(List<String> samples) {
		this.samples = samples;
	}

	static Values of(String notation) {
		List<String> samples = new ArrayList<>();
		for (String part : notation.split(" ")) {
			Matcher steps = STEPS.matcher(part);
			Matcher gap = GAP.matcher(part);
			if (steps.matches()) {
				int more = (steps.group(3) != null) ? Integer.parseInt(steps.group(3)) : 0;
				double step = (steps.group(2) != null) ? Double.parseDouble(steps.group(2)) : 0;
				for (int i = 0; i <= more; i++) {
					samples.add(text(Double.parseDouble(steps.group(1)) + i * step));
				}
			}
			else if (gap.matches()) {
				int more = (gap.group(1) != null) ? Integer.parseInt(gap.group(1)) : 1;
				samples.addAll(java.util.Collections.nCopies(more, NOTHING));
			}
			else if (part.equals(STALE)) {
				samples.add(STALE);
			}
			else {
				throw new IllegalArgumentException(part);
			}
		}
		return new Values(samples);
	}

	/**
	 * A restart: a counter begins again at 0, another time if it did so already.
	 * @param minute when
	 * @return the samples of a counter
	 */
	Values resetAt(int minute) {
		List<String> changed = new ArrayList<>();
		double lost = 0;
		for (int i = 0; i < this.samples.size(); i++) {
			OptionalDouble value = number(i);
			if (i == minute && value.isPresent()) {
				lost = value.getAsDouble();
			}
			if (value.isPresent() && value.getAsDouble() < lost) {
				lost = 0;
			}
			changed.add(value.isPresent() ? text(value.getAsDouble() - lost) : this.samples.get(i));
		}
		return new Values(changed);
	}

	/**
	 * The series appears late, with whatever value it has then.
	 * @param minute when
	 * @return the samples from then on
	 */
	Values from(int minute) {
		List<String> changed = new ArrayList<>(this.samples);
		for (int i = 0; i < Math.min(minute, changed.size()); i++) {
			changed.set(i, NOTHING);
		}
		return new Values(changed);
	}

	/**
	 * The target goes away.
	 * @param minute when
	 * @return the samples until then
	 */
	Values until(int minute) {
		List<String> changed = new ArrayList<>(this.samples.subList(0, Math.min(minute, this.samples.size())));
		changed.add(STALE);
		return new Values(changed);
	}

	boolean moves() {
		return this.samples.stream().filter((sample) -> !sample.equals(NOTHING)).distinct().count() > 1;
	}

	private OptionalDouble number(int at) {
		String sample = this.samples.get(at);
		return (sample.equals(NOTHING) || sample.equals(STALE)) ? OptionalDouble.empty()
				: OptionalDouble.of(Double.parseDouble(sample));
	}

	private static String text(double value) {
		return (value == Math.rint(value)) ? String.format(Locale.ROOT, "%d", (long) value)
				: String.format(Locale.ROOT, "%.6f", value);
	}

	@Override
	public String toString() {
		return this.samples.stream().collect(Collectors.joining(" "));
	}

}
