package io.sightglass.processor;

import java.nio.file.Path;

import javax.tools.JavaCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets of which a part is read from a class file: a base in a jar, or all, as Gradle
 * hands unchanged sets to an aggregating processor.
 */
class ClassFileTests {

	private static final String SET = "@MeterSet(\"orders\") interface OrderMeters extends Base { }";

	@TempDir
	Path directory;

	@Test
	void refusesABaseWhoseParametersHaveNoNames() {
		Project.Result result = set(base("@Counted(value = \"orders\", description = \"Orders.\")", "Size size"));
		assertThat(result.done()).isFalse();
		assertThat(result.said()).singleElement()
			.asString()
			.startsWith("OrderMeters.java:4: ")
			.contains("placed(Size) of app.Base")
			.contains("-parameters")
			.contains("@TagKey");
	}

	@Test
	void refusesABaseWhoseJavadocIsLost() {
		Project base = base("@Counted(\"orders\")", "Size size", "-parameters");
		assertThat(set(base).said()).singleElement()
			.asString()
			.startsWith("OrderMeters.java:4: ")
			.contains("description = \"…\"");
	}

	@Test
	void takesABaseThatKeepsWhatIsNeeded() {
		String annotation = "@Counted(value = \"orders\", description = \"Orders.\")";
		assertThat(set(base(annotation, "Size size", "-parameters")).said()).isEmpty();
		assertThat(set(base(annotation, "@TagKey(\"size\") Size size")).said()).isEmpty();
		assertThat(set(base(annotation, "int amount")).said()).isEmpty();
	}

	@Test
	void refusesToProcessAClassThatLostItsNames() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = base("@Counted(value = \"orders\", description = \"Orders.\")", "Size size");
			assertThat(project.uses(project).compile(project.write("OrderMeters", SET)).said()).isEmpty();
			Project.Result result = project.with(MeterSetProcessor::new).with(compiler).process("app.OrderMeters");
			assertThat(result.said()).singleElement().asString().contains("-parameters");
		}
	}

	@Test
	void processesAClassThatKeepsWhatIsNeeded() {
		Project named = base("@Counted(value = \"orders\", description = \"Orders.\")", "Size size", "-parameters");
		assertThat(named.uses(named).compile(named.write("OrderMeters", SET)).said()).isEmpty();
		assertThat(named.with(MeterSetProcessor::new).process("app.OrderMeters").said()).isEmpty();
		assertThat(named.classes().resolve("app/OrderMetersMeterSet.class")).exists();
	}

	@Test
	void takesKeysFromAClassFileUnderEachCompiler() {
		// Eclipse does not read the names that -parameters keeps.
		Project base = base("@Counted(value = \"orders\", description = \"Orders.\")", "@TagKey(\"size\") Size size");
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory.resolve("set")).uses(base).with(compiler);
			assertThat(project.compile(project.write("OrderMeters", SET)).said()).isEmpty();
		}
	}

	@Test
	void knowsAClassFileBehindTheEnvironmentThatGradleWraps() {
		Project base = base("@Counted(\"orders\")", "Size size", "-parameters");
		Project project = new Project(this.directory.resolve("set")).uses(base)
			.withoutProcessors()
			.with(WrappedProcessor::new);
		assertThat(project.compile(project.write("OrderMeters", SET)).said()).singleElement()
			.asString()
			.contains("description = \"…\"");
		assertThat(project
			.compile(project.write("OrderMeters", SET.replace("Base", "Own")),
					project.write("Own", "interface Own { @Counted(\"orders\") void placed(boolean arg0); }"))
			.said()).isEmpty();
	}

	@Test
	void namesWhatIsMissingInALibrarysInterface() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory);
			Path set = project.write("OrderMeters",
					"@MeterSet(\"orders\") interface OrderMeters extends AutoCloseable { }");
			assertThat(project.with(compiler).compile(set).said()).singleElement()
				.asString()
				.startsWith("OrderMeters.java:4: close() of java.lang.AutoCloseable: What does this method record?");
		}
	}

	private Project base(String annotation, String parameter, String... options) {
		Project project = new Project(this.directory.resolve("base")).withoutProcessors().options(options);
		assertThat(
				project
					.compile(
							project.write("Base",
									"public interface Base {\n/** Orders. */ " + annotation + " void placed("
											+ parameter + ");\n}"),
							project.write("Size", "public enum Size { S, M }"))
					.said())
			.isEmpty();
		return project;
	}

	private Project.Result set(Project base) {
		Project project = new Project(this.directory.resolve("set")).uses(base);
		return project.compile(project.write("OrderMeters", SET));
	}

}
