package io.sightglass.meters.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetersDocTests {

	private static final Path PAGE = Path.of("..", "docs", "meters.md");

	private final List<CatalogueMeter> meters = Catalogue.families()
		.stream()
		.<CatalogueMeter>flatMap((family) -> family.meters().stream())
		.toList();

	@Test
	void theDocumentedMetersAreTheCatalogues() throws Exception {
		String page = MetersDoc.render();
		if ("write".equals(System.getProperty("sightglass.docs"))) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE)
			.as("docs/meters.md is stale; write it with "
					+ "mvn -pl meters test -Dtest=MetersDocTests -Dsightglass.docs=write")
			.exists()
			.hasContent(page);
	}

	@Test
	void aNameIsWrittenOnce() {
		assertThat(this.meters).extracting(CatalogueMeter::getName).doesNotHaveDuplicates();
		assertThat(this.meters).extracting(MetersDoc::prometheus).doesNotHaveDuplicates();
	}

	// The client would rewrite such a name, and dashboards would look for another one.
	@Test
	void aNameIsOneThatPrometheusKeeps() {
		assertThat(this.meters).allSatisfy((meter) -> {
			assertThat(meter.getName()).matches("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
			assertThat(meter.getName()).doesNotEndWith(".created").doesNotEndWith(".total").doesNotEndWith(".bucket");
			assertThat(meter.spec().keys()).doesNotHaveDuplicates().doesNotContain("le", "quantile", "job", "instance");
			assertThat(meter.spec().description()).isNotBlank().endsWith(".");
		});
	}

}
