package io.sightglass.dashboards.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.builtin.Dashboards;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The structure against the schema that Grafana publishes.
 */
class GrafanaSchemaTests {

	private final Schema schema = schema();

	private static Schema schema() {
		try (InputStream in = GrafanaSchemaTests.class.getResourceAsStream("/grafana/dashboard.schema.json")) {
			return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
				.getSchema(Objects.requireNonNull(in), InputFormat.JSON);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@TestFactory
	java.util.stream.Stream<DynamicTest> followsGrafanasSchema() {
		return Dashboards.all()
			.stream()
			.map((dashboard) -> DynamicTest.dynamicTest(dashboard.title(),
					() -> assertThat(this.schema.validate(withoutPluginsFields(dashboard), InputFormat.JSON))
						.isEmpty()));
	}

	// The core schema does not know what the Prometheus plugin keeps in an annotation.
	@SuppressWarnings("unchecked")
	private static String withoutPluginsFields(DashboardBuilder dashboard) {
		Map<String, Object> json = dashboard.build(Options.DEFAULT);
		Map<String, Object> annotations = (Map<String, Object>) json.get("annotations");
		((List<Map<String, Object>>) Objects.requireNonNull(Objects.requireNonNull(annotations).get("list")))
			.forEach((one) -> one.keySet().removeAll(List.of("expr", "titleFormat", "textFormat", "step")));
		return Text.json(json);
	}

	@Test
	void theSchemaNoticesAMisspeltField() {
		String wrong = Dashboards.all().get(0).json(Options.DEFAULT).replace("\"gridPos\"", "\"gridPosition\"");
		assertThat(this.schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
	}

}
