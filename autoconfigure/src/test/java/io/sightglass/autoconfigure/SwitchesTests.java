package io.sightglass.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.state.StateMeters;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * There is one shape of off, and whoever injects a type of ours starts all the same.
 */
class SwitchesTests {

	@Test
	void everySwitchIsAPropertyAndEveryPropertySwitches() throws Exception {
		List<String> properties = JsonPath
			.parse(Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json")))
			.read("$.properties[?(!@.deprecation)].name");
		Set<String> keys = properties.stream()
			.filter((name) -> name.startsWith("sightglass.") && name.endsWith(".enabled"))
			.map((name) -> name.replaceFirst("sightglass\\.?(.*)\\.enabled", "$1"))
			.filter((key) -> !key.isEmpty())
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(keys).isNotEmpty().isEqualTo(switches()).isEqualTo(documented());
	}

	private static Set<String> documented() throws Exception {
		String page = Files.readString(Path.of("..", "docs", "configuration.md"));
		String table = page.substring(page.indexOf("\n## Off\n"), page.indexOf("What is off measures nothing"));
		return Pattern.compile("`([a-z0-9.-]+)`(?=[,| ])")
			.matcher(table.substring(table.indexOf("| a family")))
			.results()
			.map((name) -> name.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> switches() throws Exception {
		SimpleMetadataReaderFactory classes = new SimpleMetadataReaderFactory();
		Set<String> keys = new TreeSet<>();
		String all = "file:target/classes/io/sightglass/autoconfigure/**/*.class";
		for (var resource : new PathMatchingResourcePatternResolver().getResources(all)) {
			AnnotationMetadata type = classes.getMetadataReader(resource).getAnnotationMetadata();
			Stream
				.concat(Stream.of(type.getAnnotations()),
						type.getDeclaredMethods().stream().map((method) -> method.getAnnotations()))
				.map((annotations) -> annotations.get(ConditionalOnEnabled.class))
				.filter(MergedAnnotation::isPresent)
				.forEach((annotation) -> {
					keys.addAll(List.of(annotation.getStringArray("value")));
					keys.add(annotation.getString("optIn"));
				});
		}
		keys.remove("");
		return keys;
	}

	@Test
	void offAsAWholeTheTypesThatOneInjectsDoNothing() throws Exception {
		runner().withPropertyValues("sightglass.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(ConnectionMeters.class);
			context.getBean(TransportMeters.class);
			context.getBean(HttpMeters.class);
			context.getBean(LlmMeters.class);
			context.getBean(StateMeters.class);
			context.getBean(PipelineMeters.class).pipeline("p").ended(1);
			context.getBean(Endpoints.class);
			assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting(Meter::getId)
				.extracting(Meter.Id::getName)
				.noneMatch((name) -> name.contains("pipeline") || name.contains("sightglass"));
		});
	}

	@Test
	void theSampleRateOfConnectionsIsTheirs() throws Exception {
		runner().withPropertyValues("sightglass.connections.sample-rate=0", "sightglass.transport.sample-rate=1")
			.run((context) -> {
				context.getBean(ConnectionMeters.class).endpoint("e", "tcp", Role.SERVER).opened().close();
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.find("connection.duration").timer()).satisfiesAnyOf(
						(timer) -> assertThat(timer).isNull(), (timer) -> assertThat(timer.count()).isZero());
				assertThat(registry.get("connections.closed").counter().count()).isEqualTo(1);
			});
	}

	private static ApplicationContextRunner runner() throws Exception {
		Class<?>[] ours = Files.readAllLines(Path
			.of("src/main/resources/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports"))
			.stream()
			.map((name) -> ClassUtils.resolveClassName(name, null))
			.toArray(Class<?>[]::new);
		return CoreContext.runner().withConfiguration(AutoConfigurations.of(ours));
	}

}
