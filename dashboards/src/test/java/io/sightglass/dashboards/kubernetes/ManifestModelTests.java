package io.sightglass.dashboards.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The manifests against types that are generated from the operator's custom resource
 * definitions: a field that they do not know is an error.
 */
class ManifestModelTests {

	private static final Path DIRECTORY = Path.of("kubernetes");

	private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("ServiceMonitor",
			ServiceMonitor.class, "PodMonitor", PodMonitor.class, "PrometheusRule", PrometheusRule.class, "ConfigMap",
			ConfigMap.class);

	// The types keep what they do not know; here nobody may.
	private static final ObjectMapper STRICT = new ObjectMapper()
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
			private static final long serialVersionUID = 1L;

			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}
		});

	private static final YAMLMapper YAML = YAMLMapper.builder().build();

	@Test
	void everyManifestHasOnlyFieldsThatItsKindKnows() throws IOException {
		List<Path> files;
		try (Stream<Path> found = Files.walk(DIRECTORY)) {
			files = found.filter((file) -> file.toString().endsWith(".yaml")).toList();
		}
		assertThat(files).hasSizeGreaterThanOrEqualTo(4);
		for (Path file : files) {
			HasMetadata manifest = read(Files.readString(file));
			assertThat(manifest.getMetadata().getName()).as(file.toString()).isNotEmpty();
		}
	}

	@Test
	void limitsAndRulesArriveWhereTheOperatorReadsThem() throws IOException {
		ServiceMonitor services = (ServiceMonitor) read(Files.readString(DIRECTORY.resolve("service-monitor.yaml")));
		PrometheusRule rules = (PrometheusRule) read(Files.readString(DIRECTORY.resolve("prometheus-rule.yaml")));
		PodMonitor pods = (PodMonitor) read(Files.readString(DIRECTORY.resolve("pod-monitor.yaml")));
		assertThat(services.getSpec().getSampleLimit()).isPositive();
		assertThat(services.getSpec().getBodySizeLimit()).isEqualTo(pods.getSpec().getBodySizeLimit())
			.matches("([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B");
		assertThat(services.getSpec().getEndpoints()).singleElement()
			.satisfies((endpoint) -> assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus"));
		assertThat(rules.getSpec().getGroups()).isNotEmpty()
			.allSatisfy((group) -> assertThat(group.getRules()).isNotEmpty());
	}

	@Test
	void aMisspeltFieldIsFound() throws IOException {
		String monitor = Files.readString(DIRECTORY.resolve("service-monitor.yaml"));
		assertThatExceptionOfType(UnrecognizedPropertyException.class)
			.isThrownBy(() -> read(monitor.replace("sampleLimit", "samplesLimit")))
			.withMessageContaining("samplesLimit");
		assertThatExceptionOfType(UnrecognizedPropertyException.class)
			.isThrownBy(() -> read(monitor.replace("scrapeTimeout", "scrape_timeout")))
			.withMessageContaining("scrape_timeout");
	}

	static HasMetadata read(String yaml) throws JsonProcessingException {
		String json = YAML.readTree(yaml).toString();
		String kind = YAML.readTree(yaml).path("kind").asString();
		assertThat(KINDS).containsKey(kind);
		return STRICT.readValue(json, KINDS.get(kind));
	}

}
