package io.sightglass.autoconfigure.part;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.connection.ConnectionAutoConfiguration;
import io.sightglass.autoconfigure.connection.TransportAutoConfiguration;
import io.sightglass.autoconfigure.part.SightglassEndpoint.Part;
import io.sightglass.autoconfigure.part.SightglassEndpoint.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoint says is what the context has.
 */
@ExtendWith(OutputCaptureExtension.class)
class PartsReportTests {

	private final WebApplicationContextRunner runner = CoreContext.web()
		.withConfiguration(AutoConfigurations.of(ours()))
		.withPropertyValues("management.endpoints.web.exposure.include=sightglass");

	private static Class<?>[] ours() {
		try {
			String imports = "src/main/resources/META-INF/spring/"
					+ "org.springframework.boot.autoconfigure.AutoConfiguration.imports";
			return Files.readAllLines(Path.of(imports))
				.stream()
				.map((name) -> ClassUtils.resolveClassName(name, null))
				.toArray(Class<?>[]::new);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void everySwitchHasAPart() throws Exception {
		List<String> switches = JsonPath
			.parse(Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json")))
			.read("$.properties[?(!@.deprecation)].name");
		switches.removeIf((name) -> !name.endsWith(".enabled") || name.equals("sightglass.enabled"));
		this.runner.run((context) -> {
			List<Part> parts = context.getBean(SightglassEndpoint.class).report().parts();
			assertThat(parts).extracting(Part::property).containsAll(switches);
			assertThat(parts).extracting(Part::name)
				.doesNotHaveDuplicates()
				.contains("Kafka listeners", "http", "connections of Tomcat", "http.sizes", "transport.kernel");
			assertThat(parts).allSatisfy((part) -> assertThat(part.on()).isEqualTo(part.why() == null));
		});
	}

	@Test
	void whatIsThereIsOnInTheVersionThatWasFound() {
		this.runner.run((context) -> {
			Part kafka = part(context, "Kafka listeners");
			assertThat(kafka).isEqualTo(new Part("Kafka listeners", true, "sightglass.kafka.enabled",
					KafkaListenerEndpointRegistry.class.getPackage().getImplementationVersion(), null));
			assertThat(kafka.version()).matches("\\d+\\..*");
		});
	}

	@Test
	void aSwitchAMissingLibraryAndAnExclusionAreReasons() {
		this.runner
			.withPropertyValues("sightglass.pipelines.enabled=false", "sightglass.kafka.enabled=true",
					"sightglass.http.sizes.enabled=false")
			.withClassLoader(new FilteredClassLoader("io.grpc"))
			.run((context) -> {
				assertThat(part(context, "Kafka listeners").why()).contains("sightglass.pipelines.enabled is false");
				assertThat(part(context, "http.sizes").why()).contains("sightglass.http.sizes.enabled is false");
				assertThat(part(context, "gRPC servers").why()).contains("did not find", "io.grpc.Metadata");
				assertThat(part(context, "transport.kernel").why())
					.contains("sightglass.transport.kernel.enabled is not true");
			});
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(part(context, "http").why()).contains("sightglass.enabled is false"));
	}

	// Of several ways to have a part, the others are missing.
	@Test
	void oneWayToHaveAPartIsEnough() {
		this.runner
			.withClassLoader(new FilteredClassLoader("reactor", "io.grpc", "org.eclipse.jetty",
					"org.springframework.web.reactive"))
			.run((context) -> {
				assertThat(part(context, "HTTP requests").on()).isTrue();
				assertThat(part(context, "http.sizes").on()).isTrue();
				assertThat(part(context, "@Timed and @Counted").on()).isTrue();
				assertThat(part(context, "grpc").on()).isFalse();
			});
		this.runner.withPropertyValues("management.observations.annotations.enabled=true")
			.run((context) -> assertThat(part(context, "@Timed and @Counted").on()).isTrue());
	}

	@Test
	void whatHasNothingToConfigureIsOff() {
		String meters = "meters that threads record without contention";
		this.runner.run((context) -> assertThat(part(context, meters).on()).isTrue());
		this.runner
			.withBean("own", PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
			.run((context) -> assertThat(part(context, meters).why()).contains("own"));
		this.runner.withBean("own", SpanContext.class, () -> Mockito.mock(SpanContext.class))
			.run((context) -> assertThat(part(context, meters).on()).isTrue());
	}

	@Test
	void whatTwoFamiliesShowIsOffWithBoth() {
		List<String> shown = List.of("connections of Tomcat", "gRPC servers");
		this.runner.withPropertyValues("sightglass.connections.enabled=false")
			.run((context) -> assertThat(shown).allMatch((name) -> part(context, name).on()));
		this.runner.withPropertyValues("sightglass.connections.enabled=false", "sightglass.transport.enabled=false")
			.run((context) -> assertThat(shown).allSatisfy((name) -> assertThat(part(context, name).why())
				.contains("sightglass.connections.enabled and sightglass.transport.enabled are false")));
	}

	@Test
	void whatNobodyReachesIsOff() {
		this.runner.run((context) -> assertThat(part(context, "the fast scrape").why()).contains("not exposed"));
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=sightglass,prometheus")
			.run((context) -> assertThat(part(context, "the fast scrape").on()).isTrue());
		this.runner.withPropertyValues("spring.aop.auto=false")
			.run((context) -> assertThat(part(context, "@Timed and @Counted").why())
				.contains("AbstractAutoProxyCreator"));
	}

	@Test
	void anEndpointOfTheApplicationsTakesItsPlace() {
		this.runner.withBean("own", Own.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).doesNotHaveBean(SightglassEndpoint.class);
		});
	}

	@Endpoint(id = "sightglass")
	static class Own {

	}

	@Test
	void whoExcludesAFamilyOrTheCoreStartsAllTheSame() {
		for (Class<?> excluded : new Class<?>[] { ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
				SightglassAutoConfiguration.class }) {
			Class<?>[] others = Stream.of(ours()).filter((one) -> one != excluded).toArray(Class<?>[]::new);
			new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(others))
				.withPropertyValues("management.endpoints.web.exposure.include=sightglass")
				.run((context) -> {
					assertThat(context).as(excluded.getName()).hasNotFailed();
					if (excluded == SightglassAutoConfiguration.class) {
						assertThat(part(context, "health as a gauge").on()).isFalse();
						assertThat(part(context, "connections of Tomcat").on()).isFalse();
					}
				});
		}
	}

	@Test
	void whoTakesWhosePlaceIsSaidAndLogged(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger(ReportAutoConfiguration.class);
		logger.setLevel(Level.DEBUG);
		try {
			this.runner.withBean("own", Clock.class, () -> Clock.SYSTEM).run((context) -> {
				Report report = context.getBean(SightglassEndpoint.class).report();
				assertThat(report.replacedByTheApplication()).containsOnlyKeys("sightglassClock");
				assertThat(report.replacedByTheApplication().get("sightglassClock")).contains("own");
				assertThat(report.replacedOfBoot()).containsKey("prometheusMeterRegistry")
					.doesNotContainKey("micrometerClock");
			});
		}
		finally {
			logger.setLevel(null);
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("In the place of Boot's: ")))
			.singleElement()
			.asString()
			.contains("clock is not, as ", "found beans of type", "meters that threads record without contention; ",
					"the fast scrape is not, as ", "not exposed", "the Prometheus registry");
		assertThat(output).contains("'sightglassClock' gives way to the application's: ");
		this.runner.run((context) -> {
			Report report = context.getBean(SightglassEndpoint.class).report();
			assertThat(report.replacedByTheApplication()).isEmpty();
			assertThat(report.replacedOfBoot()).containsKeys("micrometerClock", "prometheusRegistry");
		});
	}

	@Test
	void whoDoesNotExposeItHasNone() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(SightglassEndpoint.class));
	}

	private static Part part(ApplicationContext context, String name) {
		return context.getBean(SightglassEndpoint.class)
			.report()
			.parts()
			.stream()
			.filter((part) -> part.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
