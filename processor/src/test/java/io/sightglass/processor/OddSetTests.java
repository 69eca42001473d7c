package io.sightglass.processor;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets that are odd and right: their class compiles, under each compiler, without a
 * warning.
 */
class OddSetTests {

	private static final String SIZE = " enum Size { S, M }";

	@TempDir
	Path directory;

	@ParameterizedTest
	@MethodSource
	void compilesWithoutAWarning(String set) {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler);
			if (compiler == Compilers.ALL.get(0)) {
				project.options("-Xlint:all,-processing,-auxiliaryclass", "-Werror");
			}
			Project.Result result = project.compile(project.write("OrderMeters", set));
			assertThat(result.said()).as(compiler.toString()).isEmpty();
			assertThat(result.done()).isTrue();
		}
	}

	static Stream<String> compilesWithoutAWarning() {
		return Stream.of(
				set("@Counted(\"a\") void order(Size s); @Counted(\"b\") void order2(Size s); @Counted(\"c\") "
						+ "void order(Size s, boolean b); @Counted(\"d\") void order(boolean b);"),
				set("@Counted(\"a\") void fooBar(); @Counted(\"b\") void foo_bar(); @Counted(\"c\") void FOO_BAR();"),
				set("@Counted(\"a\") void a(Size meters, boolean slot, boolean slot_); @Counted(\"b\") void s(Size s);"),
				set("@Timed(\"a\") Timing a(Size io, boolean app, Size Timing, boolean java, Size Size);"),
				set("@Timed(\"a\") Stopwatch a(Size Stopwatch); @Gauged(\"b\") GaugeLevel b(Size GaugeLevel);"),
				set("int A = 1; int aMeters = 2; int aS = 3; @Counted(\"a\") void a(Size s);"),
				set("@Counted(\"a\") void Size(Size s); @Counted(\"b\") void SIZE(Size s); @Counted(\"c\") void $(Size s);"),
				set("@Counted(value = \"a\", description = \"$T \\\"$S\\\" \\\\u0041 | ü\\n\\t\\u0001\\0\", extraTags = "
						+ "{ \"k\", \"$L\\\"\\\\\" }) void a(@TagKey(\"x\") boolean b);"),
				set("@Counted(\"a\") void a(final Size s) throws java.io.IOException; String toString(); int hashCode(); "
						+ "boolean equals(Object o); default void b() { c(); } private void c() { } static void d() { }"),
				set("@Counted(\"a\") void größe(boolean b);"),
				set("enum Counters { A } enum Override { B } enum String { C } enum SetMeters { D } enum EnumTag { E } "
						+ "enum Recording { F } enum Off { G } enum MeterTable { H } enum OrderMetersMeterSet { I } "
						+ "@Counted(\"a\") void a(Counters a, Override b, String c, SetMeters d, EnumTag e, Recording f, "
						+ "Off g, MeterTable h, OrderMetersMeterSet i); @Gauged(\"b\") GaugeLevel g(Counters a);"),
				set("@Counted(\"a\") void a(Counters a, Override b, String c, SetMeters d, EnumTag e, Recording f, Off g, "
						+ "List h, SuppressWarnings i); @Counted(\"b\") void b(@Bounded(3) java.lang.String s);")
						+ " enum Counters { A } enum Override { B } enum String { C } enum SetMeters { D } enum EnumTag { E }"
						+ " enum Recording { F } enum Off { G } enum List { H } enum SuppressWarnings { I }",
				"@SuppressWarnings({ \"deprecation\", \"removal\" }) " + set(
						"@Deprecated @Counted(\"a\") void a(Old old, Older older); @Timed(\"b\") Timing b(Old old);")
						+ " @Deprecated enum Old { @Deprecated A; @Deprecated String tag() { return \"a\"; } }"
						+ " @Deprecated(forRemoval = true) enum Older { A }",
				"@Deprecated(forRemoval = true) @MeterSet(\"orders\") interface OrderMeters { @Counted(\"a\") void a(); }",
				"@MeterSet(\"orders\") interface OrderMeters extends A, B { } interface A { @Counted(\"a\") void a(Size s); }"
						+ " interface B { @Counted(\"a\") void a(Size s); }" + SIZE,
				"@MeterSet(\"orders\") interface OrderMeters extends A, B { @Override @Counted(\"c\") void a(Size s); }"
						+ " interface A { @Counted(\"a\") void a(Size s); } interface B { @Counted(\"b\") void a(Size s); }"
						+ SIZE,
				"@MeterSet(\"orders\") interface OrderMeters extends Base<Size, Timing> { } interface Base<T extends Enum<T>, R>"
						+ " { @Counted(\"a\") void a(T t); @Timed(\"b\") R b(T t, boolean b); }" + SIZE,
				"@MeterSet(\"a\") interface A extends Base { } @MeterSet(\"b\") interface B extends Base { } interface Base {"
						+ " @Counted(\"a\") void a(Size s); @Timed(\"t\") Timing t(); @Summed(\"s\") void s(int n); }"
						+ SIZE,
				"@MeterSet(\"a\") interface Object { @Counted(\"a\") void a(); } @MeterSet(\"b\") interface String { "
						+ "@Counted(\"b\") void b(@Bounded(3) java.lang.String s); } @MeterSet(\"c\") interface List { "
						+ "@Counted(\"c\") void c(); } @MeterSet(\"d\") interface Class { @Counted(\"d\") void d(); }",
				"class Shop { class Inner { @MeterSet(\"a\") interface Order$Meters { @Counted(\"a\") void a(Size s); } "
						+ "protected enum Size { S } } }",
				set("@Counted(\"a\") void a(Named a, Known b, Both c, Body d);")
						+ " interface Tagged<T> { T tag(); } enum Named implements Tagged<String> { A; public String tag() { "
						+ "return \"x\"; } } interface Fixed { default String tag() { return \"y\"; } } enum Known implements "
						+ "Fixed { A } enum Both { A; String tag() { return \"\"; } static String tag(Both b) { return \"\"; } }"
						+ " enum Body implements TagValue { A { public String tag() { return \"z\"; } } }");
	}

	private static String set(String methods) {
		return "@MeterSet(\"orders\") interface OrderMeters { " + methods + " }" + SIZE;
	}

	@Test
	void needsNoCommentThatTheGeneratedClassLacks() {
		Project project = new Project(this.directory).options("-Xdoclint:all", "-Xlint:all");
		Project.Result result = project.compile(project.write("OrderMeters",
				"@MeterSet(\"orders\") public interface OrderMeters { @Counted(\"a\") void a(); }"));
		List<String> said = result.said();
		assertThat(said).anyMatch((line) -> line.startsWith("OrderMeters.java"));
		assertThat(said).noneMatch((line) -> line.startsWith("OrderMetersMeterSet.java"));
	}

	@Test
	void writesASetOfTheUnnamedPackage() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler);
			Path set = project.write("OrderMeters.java", "", """
					import io.micrometer.core.annotation.Counted;
					@io.sightglass.meters.set.MeterSet("orders")
					interface OrderMeters { @Counted("a") void a(Recording a, Off b, Counters c, String d, List e); }
					enum Recording { A } enum Off { B } enum Counters { C } enum String { D } enum List { E }
					""");
			assertThat(project.compile(set).said()).isEmpty();
			assertThat(project.classes().resolve("META-INF/services/io.sightglass.meters.set.MeterSetFactory"))
				.hasContent("OrderMetersMeterSet\n");
		}
	}

	@Test
	void writesInTheCompilersEncodingWhatAnyOneReads() {
		Project project = new Project(this.directory).options("-encoding", "US-ASCII");
		Path set = project.write("OrderMeters",
				set("@Counted(value = \"a\", description = \"\\u00fc | \\ud83d\\ude00\") void a();"));
		assertThat(project.compile(set).said()).isEmpty();
		assertThat(project.generated().resolve("app/OrderMetersMeterSet.java")).content()
			.contains("\"\\u00fc | \\ud83d\\ude00\"");
		assertThat(project.classes().resolve("app/OrderMeters.meters.md")).content().contains("ü \\| 😀");
	}

	@Test
	void refusesWhatTheGeneratedClassDoesNotSee() {
		for (JavaCompiler compiler : Compilers.ALL) {
			Project project = new Project(this.directory).with(compiler);
			Path other = project.write("other/Base.java",
					"package other; import io.micrometer.core.annotation.Counted;", """
							public interface Base extends Hidden { class Kinds { protected enum Kind { A } }
							@Counted("b") void b(Kinds.Kind k); }
							interface Hidden { @Counted("a") void a(Size s); enum Own { A; String tag() { return ""; } }
							@Counted("c") void c(Own own); }
							enum Size { S }
							""");
			Path set = project.write("OrderMeters",
					"@MeterSet(\"orders\") interface OrderMeters extends other.Base { }");
			assertThat(project.compile(other, set).said()).hasSize(4)
				.allMatch((line) -> line.contains("Base.java:") && line.contains("see"));
		}
	}

}
