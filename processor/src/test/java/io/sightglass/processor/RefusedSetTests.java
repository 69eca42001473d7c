package io.sightglass.processor;

import java.util.stream.Stream;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Sets that would compile and fail at run time, or whose class would not compile.
 */
class RefusedSetTests {

	private static final int FIRST_METHOD = 6;

	@ParameterizedTest
	@MethodSource
	void refusesAMethod(String method, String message) {
		refuses(Compile.methods(method), message);
	}

	private static void refuses(Compilation compilation, String message) {
		assertThat(compilation).hadErrorContaining(message)
			.inFile(compilation.sourceFiles().get(0))
			.onLine(FIRST_METHOD);
		assertThat(compilation).hadErrorCount(1);
	}

	static Stream<Arguments> refusesAMethod() {
		String tooMany = "@Bounded(9999) String a, @Bounded(9999) String b, @Bounded(9999) String c, Size size";
		return Stream.of(
				arguments("@Counted(\"a\") void a(@Bounded(Integer.MAX_VALUE) String b);", "at most 1,000,000"),
				arguments("@Counted(\"a\") void a(" + tooMany + ");", "more than 1,000,000,000,000 combinations"),
				arguments("@Timed(value = \"a\", percentiles = 2.0) Timing a();", "a share from 0 to 1"),
				arguments("@Timed(value = \"a\", percentiles = -0.1) Timing a();", "this one is -0.1"),
				arguments("@Timed(value = \"a\", percentiles = { 0.5, Double.NaN }) Timing a();", "this one is NaN"),
				arguments("@Timed(value = \"a\", serviceLevelObjectives = -1) Timing a();", "a number above 0"),
				arguments("@Timed(value = \"a\", serviceLevelObjectives = 1e-10) Timing a();", "at least a nanosecond"),
				arguments("@Summed(value = \"a\", serviceLevelObjectives = 0) void a(int n);", "a number above 0"),
				arguments("@Summed(value = \"a\", serviceLevelObjectives = 1 / 0.0) void a(int n);", "is Infinity"),
				arguments("@Summed(value = \"a\", serviceLevelObjectives = 0 / 0.0) void a(int n);", "is NaN"),
				arguments("@Counted(\"a\") void wait(long n);", "a method of every object"),
				arguments("@Counted(\"a\") void finalize();", "a method of every object"),
				arguments("@Counted(\"a\") void clone();", "a method of every object"),
				arguments("@Counted(\"a\") default void a() { }", "has a body"),
				arguments("@Counted(\"a\") static void a() { }", "has a body"),
				arguments("@Gauged(\"a\") java.util.List<String> a();", "returns a GaugeLevel"),
				arguments("@Counted(\"a\") void a(Size... sizes);", "A tag is an enum, a boolean or a String"),
				arguments("@Counted(\"a\") void a(Size[] sizes);", "A tag is an enum, a boolean or a String"),
				arguments("@Counted(\"a\") void a(Enum<Size> size);", "A tag is an enum, a boolean or a String"),
				arguments("@Counted(\"a\") void a(Size größe);", "would rewrite the label"),
				arguments("@Counted(\"a\") void a(Size a$b);", "would rewrite the label"),
				arguments("int Size = 1; @Counted(\"a\") void a(Size size);", "has the name of a type"));
	}

	@ParameterizedTest
	@MethodSource
	void refusesAnEnum(String enumeration, String message) {
		refuses(Compile.source("@MeterSet(\"o\") interface O {\n@Counted(\"a\") void a(E e);\n}\n" + enumeration),
				message);
	}

	static Stream<Arguments> refusesAnEnum() {
		return Stream.of(arguments("enum E { }", "has no constants"), arguments(
				"enum E { A; public String tag() throws Exception { return \"\"; } }", "a checked exception"));
	}

	@ParameterizedTest
	@MethodSource
	void refusesASet(String set, String message) {
		refuses(Compile.source(set), message);
	}

	static Stream<Arguments> refusesASet() {
		String one = "@Counted(\"a\") void a(Size s);";
		return Stream.of(
				arguments(
						"enum Size { S }\n@MeterSet(\"o\") sealed interface O { } non-sealed interface P extends O { }",
						"is not sealed"),
				arguments("enum Size { S }\n@MeterSet(\"o\") record O() { }", "is an interface"),
				arguments("enum Size { S }\n@MeterSet(\"o\") enum O { A }", "is an interface"),
				arguments("enum Size { S }\n@MeterSet(\"o\") @interface O { }", "is an interface"),
				arguments("class Shop { private enum Size { S }\n@MeterSet(\"o\") interface O { " + one + " } }",
						"does not see app.Shop.Size"),
				arguments(
						"enum Size { S } interface A { " + one + " } interface B { @Counted(\"b\") void a(Size t); }\n"
								+ "@MeterSet(\"o\") interface O extends A, B { }",
						"Declare it here too"),
				arguments("enum Size { S } class OMeterSet { }\n@MeterSet(\"o\") interface O { " + one + " }",
						"would be app.OMeterSet, which exists already"),
				arguments(
						"enum Size { S } interface Base { @Gauged(\"g\") GaugeLevel g(); } @MeterSet(\"a\") interface A "
								+ "extends Base { }\n@MeterSet(\"o\") interface O extends Base { }",
						"A gauge has one owner"),
				arguments("class Lazy {} enum Size { S }\n@MeterSet(\"o\") interface O { " + many() + " }",
						"at most 1,000 methods and tags, but here are 1,001"));
	}

	private static String many() {
		StringBuilder methods = new StringBuilder();
		for (int i = 0; i < 1001; i++) {
			methods.append("@Counted(\"c%d\") void c%d(); ".formatted(i, i));
		}
		return methods.toString();
	}

}
