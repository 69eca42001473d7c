package io.sightglass.dashboards.grafana;

/**
 * The kinds of panels, with the size that suits each.
 */
public enum Kind {

	/** Lines over time. */
	TIME_SERIES("timeseries", 8, 8),

	/** One number. */
	STAT("stat", 4, 4),

	/** One number on a dial. */
	GAUGE("gauge", 4, 5),

	/** Numbers side by side as bars. */
	BAR_GAUGE("bargauge", 8, 8),

	/** A distribution over time. */
	HEATMAP("heatmap", 8, 8),

	/** Rows of labels and a number. */
	TABLE("table", 8, 8),

	/** Words. */
	TEXT("text", 24, 3);

	private final String type;

	private final int width;

	private final int height;

	Kind(String type, int width, int height) {
		this.type = type;
		this.width = width;
		this.height = height;
	}

	String type() {
		return this.type;
	}

	int width() {
		return this.width;
	}

	int height() {
		return this.height;
	}

	boolean isNow() {
		return this == STAT || this == GAUGE || this == BAR_GAUGE || this == TABLE;
	}

}
