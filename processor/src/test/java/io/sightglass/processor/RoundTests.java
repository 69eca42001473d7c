package io.sightglass.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets that other processors finish.
 */
class RoundTests {

	@TempDir
	Path directory;

	@Test
	void waitsForWhatAnotherProcessorWrites() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler)
				.with(() -> new Generating(Map.of("app.Made", "enum Made implements Tagged { A }", "app.Tagged",
						"interface Tagged { default String tag() { return \"a\"; } }", "app.Base",
						"interface Base { @io.micrometer.core.annotation.Counted(\"b\") void b(Made m); }", "app.Names",
						"interface Names { String A = \"a\"; String D = \"About a.\"; }")));
			Path set = project.write("OrderMeters", "@MeterSet(\"orders\") interface OrderMeters extends Base { "
					+ "@Counted(value = Names.A, description = Names.D) void a(Made made); @Timed(\"c\") Timing c(); }");
			assertThat(project.compile(set).said()).isEmpty();
			assertThat(project.generated().resolve("app/OrderMetersMeterSet.java")).content()
				.contains("MeterSpec.counter(\"a\", \"About a.\", \"made\")", "MeterSpec.counter(\"b\"",
						"(constant) -> constant.tag()");
		}
	}

	@Test
	void saysAtTheEndWhatNobodyWrote() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler);
			Path set = project.write("OrderMeters",
					"@MeterSet(\"orders\") interface OrderMeters {\n@Counted(\"a\") void a(Made made);\n}");
			assertThat(project.compile(set).said()).allMatch((line) -> line.startsWith("OrderMeters.java:5: "))
				.anyMatch((line) -> line.contains("does not know the type Made"));
		}
	}

	@Test
	void saysWhereAnAnnotationIsIncomplete() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler);
			Path set = project.write("OrderMeters",
					"@MeterSet(\"orders\") interface OrderMeters {\n@Gauged GaugeLevel a();\n@Counted(3) void b();\n"
							+ "@Counted(\"c\") void c(@Bounded String c, @Bounded(\"x\") String d, @TagKey String e);\n@Gauged static void d() { }\n}");
			assertThat(project.compile(set).said()).isNotEmpty()
				.allMatch((line) -> line.startsWith("OrderMeters.java:") && !line.contains("could not be read"));
			Path unnamed = project.write("OrderMeters",
					"@MeterSet interface OrderMeters {\n@Counted(\"a\") void a();\n}");
			assertThat(project.compile(unnamed).said()).isNotEmpty()
				.allMatch((line) -> line.startsWith("OrderMeters.java:") && !line.contains("could not be read"));
		}
	}

	@Test
	void doesNotGuessWhatLombokWillWrite() {
		Project project = new Project(this.directory);
		Path lombok = project.write("lombok/experimental/Accessors.java", "package lombok.experimental;",
				"public @interface Accessors { boolean fluent() default false; }");
		String size = "@lombok.experimental.Accessors(fluent = true) enum Size %s { S; private String tag; }";
		Path set = project.write("OrderMeters",
				"@MeterSet(\"orders\") interface OrderMeters {\n@Counted(\"a\") void a(Size size);\n} "
						+ size.formatted(""));
		assertThat(project.compile(lombok, set).said()).singleElement()
			.asString()
			.startsWith("OrderMeters.java:5: ")
			.contains("io.sightglass.meters.set.TagValue");
	}

	/**
	 * Writes types in the first round.
	 */
	private static final class Generating extends AbstractProcessor {

		private final Map<String, String> types;

		private boolean done;

		Generating(Map<String, String> types) {
			this.types = types;
		}

		@Override
		public SourceVersion getSupportedSourceVersion() {
			return SourceVersion.latestSupported();
		}

		@Override
		public Set<String> getSupportedAnnotationTypes() {
			return Set.of("*");
		}

		@Override
		public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
			if (!this.done) {
				this.done = true;
				this.types.forEach(this::write);
			}
			return false;
		}

		private void write(String name, String text) {
			try (Writer writer = this.processingEnv.getFiler().createSourceFile(name).openWriter()) {
				writer.write("package app;\n" + text);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
