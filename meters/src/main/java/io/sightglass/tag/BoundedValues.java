package io.sightglass.tag;

import org.jspecify.annotations.Nullable;

/**
 * At most so many values of a tag; what comes later is {@value #OTHER}. First come, first
 * kept: a series never changes its meaning while the application runs.
 */
public final class BoundedValues {

	/** Where values beyond the limit go. */
	public static final String OTHER = "other";

	/** What an absent or blank value is called. */
	public static final String NONE = "none";

	private static final int MAX_LENGTH = 200;

	private final TagTable<String> kept = new TagTable<>();

	private final int limit;

	private final Runnable onFolded;

	/**
	 * Values with a limit.
	 * @param limit how many distinct values are kept
	 * @param onFolded called for each value that became "other"
	 */
	public BoundedValues(int limit, Runnable onFolded) {
		if (limit < 1) {
			throw new IllegalArgumentException("A limit of tag values is at least 1, but this one is " + limit);
		}
		this.limit = limit;
		this.onFolded = onFolded;
	}

	public BoundedValues(int limit) {
		this(limit, () -> {
		});
	}

	/**
	 * The value to tag with: the given one, or beyond the limit {@value #OTHER}.
	 * @param value a value from outside
	 * @return a value of the bounded set
	 */
	public String bound(@Nullable String value) {
		if (value == null) {
			return NONE;
		}
		String known = this.kept.get(value);
		return (known != null) ? known : admit(value);
	}

	private String admit(String value) {
		if (value.isBlank() || value.equals(NONE)) {
			return NONE;
		}
		if (value.equals(OTHER)) {
			return OTHER;
		}
		if (value.length() <= MAX_LENGTH && this.kept.size() < this.limit) {
			String kept = keep(value);
			if (kept != null) {
				return kept;
			}
		}
		this.onFolded.run();
		return OTHER;
	}

	private synchronized @Nullable String keep(String value) {
		return (this.kept.size() < this.limit) ? this.kept.putIfAbsent(value, value) : this.kept.get(value);
	}

}
