package io.sightglass.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.JavaCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The index, where not all is compiled again.
 */
class IndexTests {

	@TempDir
	Path directory;

	@Test
	void keepsTheSetsThatAreNotCompiledAgainAndLosesThoseThatAreGone() throws IOException {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler);
			Path first = project.write("First", "@MeterSet(\"first\") interface First { @Counted(\"a\") void a(); }");
			Path second = project.write("Second",
					"@MeterSet(\"second\") interface Second { @Counted(\"b\") void b(); }");
			Path outer = project.write("Outer",
					"class Outer { @MeterSet(\"third\") interface Third { @Counted(\"c\") void c(); } }");
			assertThat(project.compile(first, second, outer).said()).isEmpty();
			Files.delete(project.classes().resolve("app/SecondMeterSet.class"));
			assertThat(project.compile(first).said()).isEmpty();
			assertThat(project.classes().resolve("META-INF/services/io.sightglass.meters.set.MeterSetFactory"))
				.hasContent("app.FirstMeterSet\napp.Outer_ThirdMeterSet\n");
		}
	}

}
