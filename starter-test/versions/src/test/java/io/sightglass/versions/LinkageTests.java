package io.sightglass.versions;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing of ours calls, extends or overrides what a supported version has not, not even
 * where no application of these tests comes by.
 */
class LinkageTests {

	private static final String NEWEST = Versions.BOOT.get(Versions.BOOT.size() - 1);

	// Nobody calls these where they are no methods of the library: Prometheus's client
	// asks them since 1.5, and Spring Framework since 7.0.2, which asks another of ours
	// before.
	private static final Pattern ASKED_BY_NEWER_ONLY = Pattern.compile(
			"io/sightglass/registry/internal/scrape/Safe(Multi)?Collector\\W.*\\b(getLabelNames|getMetadata|getMetricType|MetricType)\\b.*"
					+ "|.*/BatchStepMeters\\$Retries\\W.*(RetryState).*");

	@BeforeAll
	static void resolve() throws Exception {
		ClassPaths.resolve();
	}

	@ParameterizedTest
	@FieldSource("io.sightglass.versions.Versions#BOOT")
	void everyCallHasItsTarget(String version) throws Exception {
		try (Linkage linkage = linkage(version)) {
			assertThat(unexpected(linkage.lacks())).isEmpty();
			assertThat(linkage.unwritten()).isEmpty();
		}
	}

	@ParameterizedTest
	@FieldSource("io.sightglass.versions.Versions#BOOT")
	void everyOverrideIsOne(String version) throws Exception {
		try (Linkage newest = linkage(NEWEST); Linkage linkage = linkage(version)) {
			Set<String> lost = new TreeSet<>(newest.overrides());
			assertThat(lost).hasSizeGreaterThan(100);
			lost.removeAll(linkage.overrides());
			assertThat(unexpected(lost)).isEmpty();
		}
	}

	private static Set<String> unexpected(Set<String> all) {
		all.removeIf((one) -> ASKED_BY_NEWER_ONLY.matcher(one).matches());
		return all;
	}

	private static Linkage linkage(String version) throws Exception {
		return new Linkage(ClassPaths.sightglass(), ClassPaths.all(version));
	}

}
