package io.sightglass.autoconfigure;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

import io.sightglass.autoconfigure.set.MeterSetAutoConfiguration;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.set.MeterSetFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Who misses a bean of ours reads why.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingBeanTests {

	private static final String SET = """
			package shop;
			@io.sightglass.meters.set.MeterSet("till")
			public interface TillMeters {
				@io.micrometer.core.annotation.Counted("till.opened")
				void opened();
			}
			""";

	private static final String DESK = """
			package shop;
			public class Desk {
				public Desk(TillMeters meters) {
				}
			}
			""";

	@TempDir
	private Path folder;

	@Test
	void aSetThatNoProcessorHasSeen(CapturedOutput output) throws Exception {
		compile("-proc:none");
		start("shop.Desk");
		assertThat(output)
			.contains("Parameter 0 of constructor in shop.Desk required a bean of type 'shop.TillMeters'",
					"it is a meter set, and no annotation processor has written its class.",
					"Put io.sightglass:sightglass-processor where", "<annotationProcessorPaths>",
					"annotationProcessor(…)", "kapt(…)")
			.doesNotContain("Consider defining a bean");
	}

	@Test
	void aSetWhoseIndexIsLost(CapturedOutput output) throws Exception {
		compile("-processor", "io.sightglass.processor.MeterSetProcessor");
		Files.delete(this.folder.resolve("META-INF/services/" + MeterSetFactory.class.getName()));
		start("shop.Desk");
		assertThat(output).contains(
				"its class shop.TillMetersMeterSet is there, but META-INF/services/"
						+ "io.sightglass.meters.set.MeterSetFactory does not name it.",
				"Delete what was compiled and build again.");
	}

	@Test
	void aSetThatIsFoundNeedsNoAnalysis(CapturedOutput output) throws Exception {
		compile("-processor", "io.sightglass.processor.MeterSetProcessor");
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = loader()) {
			Thread.currentThread().setContextClassLoader(loader);
			application(loader, "shop.Desk").run("--spring.main.banner-mode=off").close();
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
		assertThat(output).doesNotContain("APPLICATION FAILED TO START");
	}

	@Test
	void aFamilyThatIsNotThere(CapturedOutput output) {
		startBare(NeedsLlm.class);
		assertThat(output)
			.contains(
					"required a bean of type 'io.sightglass.meters.llm.LlmMeters' that could not be found: "
							+ "no auto-configuration of Sightglass that has it is part of this application context.",
					"@AutoConfigureSightglass")
			.doesNotContain("ObjectProvider");
	}

	@Test
	void whatIsAbsentWhereAllIsOff(CapturedOutput output) {
		startBare(NeedsInstruments.class);
		assertThat(output).contains("ask for an ObjectProvider<Instruments>");
	}

	@Test
	void whatIsNotOursIsLeftToBoot(CapturedOutput output) {
		startBare(NeedsOther.class);
		assertThat(output).contains("Consider defining a bean of type 'java.lang.Readable'");
	}

	private void compile(String... options) throws Exception {
		Path set = Files.writeString(this.folder.resolve("TillMeters.java"), SET);
		Path desk = Files.writeString(this.folder.resolve("Desk.java"), DESK);
		List<String> arguments = new ArrayList<>(List.of(options));
		arguments.addAll(List.of("-parameters", "-d", this.folder.toString(), "-cp",
				System.getProperty("java.class.path") + File.pathSeparator, set.toString(), desk.toString()));
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
		assertThat(result).isZero();
	}

	private URLClassLoader loader() throws Exception {
		return new URLClassLoader(new URL[] { this.folder.toUri().toURL() }, getClass().getClassLoader());
	}

	private void start(String bean) throws Exception {
		try (URLClassLoader loader = loader()) {
			SpringApplication application = application(loader, bean);
			assertThatThrownBy(() -> application.run("--spring.main.banner-mode=off")).isNotNull();
		}
	}

	private static SpringApplication application(ClassLoader loader, String bean) throws Exception {
		SpringApplication application = new SpringApplication(new DefaultResourceLoader(loader), Sets.class,
				loader.loadClass(bean));
		application.setWebApplicationType(WebApplicationType.NONE);
		return application;
	}

	private static void startBare(Class<?> bean) {
		SpringApplication application = new SpringApplication(Bare.class, bean);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatThrownBy(() -> application.run("--spring.main.banner-mode=off")).isNotNull();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SightglassAutoConfiguration.class, MeterSetAutoConfiguration.class })
	static class Sets {

	}

	@Configuration(proxyBeanMethods = false)
	static class Bare {

	}

	static class NeedsLlm {

		NeedsLlm(LlmMeters meters) {
		}

	}

	static class NeedsInstruments {

		NeedsInstruments(Instruments instruments) {
		}

	}

	static class NeedsOther {

		NeedsOther(Readable other) {
		}

	}

}
