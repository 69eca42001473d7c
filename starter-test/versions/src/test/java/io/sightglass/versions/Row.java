package io.sightglass.versions;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * A version of Spring Boot on a JDK.
 *
 * @param boot the version
 * @param jdk the release
 */
record Row(String boot, int jdk) implements Comparable<Row> {

	private static final List<String> LIBRARIES = List.of("spring-core", "micrometer-core", "prometheus-metrics-core");

	/** Its row in the page, up to the result. */
	String line() throws IOException {
		StringBuilder line = new StringBuilder(head());
		for (String library : LIBRARIES) {
			line.append(' ').append(ClassPaths.version(this.boot, library)).append(" |");
		}
		return line.append(" works |").toString();
	}

	String head() {
		return "| %s | %d |".formatted(this.boot, this.jdk);
	}

	@Override
	public int compareTo(Row other) {
		return Comparator.comparing(Row::boot).thenComparing(Row::jdk).compare(this, other);
	}

}
