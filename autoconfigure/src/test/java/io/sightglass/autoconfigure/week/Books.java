package io.sightglass.autoconfigure.week;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a load has done, by the names and tags of the meters that must say so.
 */
public final class Books {

	private static final Pattern BLANKS = Pattern.compile(" ");

	private final Totals totals;

	private final Map<List<String>, LongAdder> entries = new ConcurrentHashMap<>();

	private final Map<List<String>, Map<String, Boolean>> kept = new HashMap<>();

	public Books(Totals totals) {
		this.totals = totals;
	}

	/**
	 * Books something.
	 * @param amount how much
	 * @param meter the meter's name, and keys and values of tags, with blanks between
	 */
	public void add(long amount, String meter) {
		this.entries.computeIfAbsent(Arrays.asList(BLANKS.split(meter)), (any) -> new LongAdder()).add(amount);
	}

	void one(String meter) {
		add(1, meter);
	}

	/**
	 * Books a look-up of a name that may be beyond a limit. The first ones are kept, for
	 * ever, and only then has the meter a series of that name.
	 * @param meter the meter's name
	 * @param key the tag's key
	 * @param name the tag's value
	 */
	void lookedUp(String meter, String key, String name) {
		add(isKept(meter, key, name) ? 0 : 1, "sightglass.series.folded meter " + meter + " tag " + key);
	}

	/**
	 * Whether a name was among the first.
	 * @param meter a meter that has a series of it then
	 * @param key the tag's key
	 * @param name the tag's value
	 * @return whether it is kept
	 */
	boolean isKept(String meter, String key, String name) {
		return this.kept.computeIfAbsent(List.of(meter, key), (any) -> new HashMap<>())
			.computeIfAbsent(name, (any) -> this.totals.has(meter, key, name));
	}

	/**
	 * Holds the meters against it.
	 */
	public void check() {
		List<String> differences = new ArrayList<>();
		this.entries.forEach((key, amount) -> {
			long counted = this.totals.sum(key.get(0), tags(key));
			if (counted != amount.sum()) {
				differences.add("%s: %d, but booked %d".formatted(String.join(" ", key), counted, amount.sum()));
			}
		});
		assertThat(differences).isEmpty();
	}

	void checkLevel(String gauge, double expected, String... tags) {
		assertThat(this.totals.level(gauge, tags)).as(gauge + " " + String.join(" ", tags)).isEqualTo(expected);
	}

	private static String[] tags(List<String> key) {
		return key.subList(1, key.size()).toArray(String[]::new);
	}

}
