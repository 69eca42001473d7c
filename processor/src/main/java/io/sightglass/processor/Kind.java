package io.sightglass.processor;

/**
 * What stands behind a method.
 */
enum Kind {

	COUNTER("@Counted", "counter"),

	TIMER("@Timed", "timer"),

	GAUGE("@Gauged", "gauge"),

	SUMMARY("@Summed", "summary");

	private final String annotation;

	private final String spec;

	Kind(String annotation, String spec) {
		this.annotation = annotation;
		this.spec = spec;
	}

	String annotation() {
		return this.annotation;
	}

	/**
	 * The name of the kind in documents, and of the method that makes its specification.
	 * @return the name
	 */
	String spec() {
		return this.spec;
	}

}
