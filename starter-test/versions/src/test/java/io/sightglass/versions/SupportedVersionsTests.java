package io.sightglass.versions;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SupportedVersionsTests {

	@Test
	void areNamedWhereItBegins() throws IOException {
		for (String page : new String[] { "../README.md", "compatibility.md" }) {
			assertThat(Files.readString(CompatibilityPage.DOCS.resolve(page)).replaceAll("\\s+", " ")).as(page)
				.contains(Versions.sentence());
		}
	}

}
