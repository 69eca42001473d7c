package io.sightglass.versions;

import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

class LinkageTests {

	private static final String NEWEST = Versions.BOOT.get(Versions.BOOT.size() - 1);

	@BeforeAll
	static void resolve() throws Exception {
		ClassPaths.resolve();
	}

	@ParameterizedTest
	@FieldSource("io.sightglass.versions.Versions#BOOT")
	void everythingThatIsCalledIsThere(String version) throws Exception {
		try (Linkage linkage = linkage(version)) {
			linkage.lacks().forEach((l) -> System.out.println(version + " LACKS " + l));
			linkage.unwritten().forEach((l) -> System.out.println(version + " UNWRITTEN " + l));
		}
	}

	@ParameterizedTest
	@FieldSource("io.sightglass.versions.Versions#BOOT")
	void everythingThatOverridesOverrides(String version) throws Exception {
		try (Linkage newest = linkage(NEWEST); Linkage linkage = linkage(version)) {
			Set<String> lost = new TreeSet<>(newest.overrides());
			lost.removeAll(linkage.overrides());
			lost.forEach((l) -> System.out.println(version + " LOST " + l));
			Set<String> more = new TreeSet<>(linkage.overrides());
			more.removeAll(newest.overrides());
			more.forEach((l) -> System.out.println(version + " MORE " + l));
		}
	}

	private static Linkage linkage(String version) throws Exception {
		return new Linkage(ClassPaths.sightglass(), ClassPaths.all(version));
	}

}
