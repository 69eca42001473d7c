package io.sightglass.processor;

import java.util.stream.Stream;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CompileErrorTests {

	// The line of the first method, behind package, imports and the interface's own line.
	private static final int FIRST_METHOD = 6;

	@ParameterizedTest
	@MethodSource
	void refusesAtTheElementAndSaysTheWayOut(String method, String message) {
		Compilation compilation = Compile.methods(method);
		assertThat(compilation).failed();
		assertThat(compilation).hadErrorContaining(message)
			.inFile(compilation.sourceFiles().get(0))
			.onLine(FIRST_METHOD);
	}

	static Stream<Arguments> refusesAtTheElementAndSaysTheWayOut() {
		return Stream.of(arguments("@Counted void a();", "@Counted needs the meter's name"),
				arguments("@Counted(\"a-b\") void a();", "Prometheus would rewrite the name 'a-b'"),
				arguments("@Counted(\"a..b\") void a();", "Prometheus would rewrite the name 'a..b'"),
				arguments("@Counted(\"9a\") void a();", "Prometheus would rewrite the name '9a'"),
				arguments("@Counted(\"a.total\") void a();", "ends in _total by itself: leave 'total' off"),
				arguments("@Counted(\"snapshots.created\") void a();", "such as 'snapshots.made'"),
				arguments("@Counted(\"a.info\") void a();", "such as 'a.state'"),
				arguments("@Gauged(\"a.total\") GaugeLevel a();", "such as 'a.count'"),
				arguments("@Summed(\"a.bucket\") void a(long n);", "takes 'bucket' off the end"),
				arguments("@Timed(\"a.seconds\") Timing a();", "leave 'seconds' off 'a.seconds'"),
				arguments("@Timed(\"a_ms\") Timing a();", "leave 'ms' off 'a_ms'"),
				arguments("@Summed(\"a.bytes\") void a(@Amount(unit = \"bytes\") long n);", "again the base unit"),
				arguments("@Gauged(value = \"a.bytes\", unit = \"bytes\") GaugeLevel a();", "again the base unit"),
				arguments("@Gauged(value = \"a\", unit = \"Mega Bytes\") GaugeLevel a();", "is no Prometheus unit"),
				arguments("@Counted(\"a\") void a(@TagKey(\"le\") boolean b);", "label 'le' is reserved"),
				arguments("@Counted(\"a\") void a(@TagKey(\"quantile\") Size b);", "label 'quantile' is reserved"),
				arguments("@Counted(\"a\") void a(@TagKey(\"__x\") Size b);", "label '__x' is reserved"),
				arguments("@Counted(\"a\") void a(@TagKey(\"x-y\") Size b);", "would rewrite the label 'x-y'"),
				arguments("@Counted(\"a\") void a(@TagKey(\"x.y\") Size b, @TagKey(\"x_y\") Size c);", "there twice"),
				arguments("@Timed(\"a\") Timing a(boolean outcome);", "return a Stopwatch"),
				arguments("@Counted(value = \"a\", extraTags = \"b\") void a();", "keys and values in turn"),
				arguments("@Counted(\"a\") Timing a();", "A @Counted method returns void"),
				arguments("@Timed(\"a\") int a();", "returns a Timing (with the tag outcome)"),
				arguments("@Timed(\"a\") void a();", "takes a Duration"),
				arguments("@Gauged(\"a\") Timing a();", "returns a GaugeLevel, or void"),
				arguments("@Gauged(\"a\") void a();", "takes a number"),
				arguments("@Summed(\"a\") void a();", "takes what it sums"),
				arguments("@Summed(\"a\") void a(Duration d);", "A Duration is @Timed"),
				arguments("@Counted(\"a\") void a(Object b);", "A tag is an enum, a boolean or a String"),
				arguments("@Counted(\"a\") void a(@TagKey(\"b\") int b);", "A number is no tag"),
				arguments("@Summed(\"a\") void a(int b, int c);", "'b' is recorded already"),
				arguments("@Counted(\"a\") void a(@Bounded(0) String b);", "at least 1"),
				arguments("@Counted(\"a\") void a(@Bounded(5) Size b);", "@Bounded is for a String"),
				arguments("void a();", "What does this method record?"),
				arguments("@Counted(\"a\") @Timed(\"b\") void a();", "two annotations"),
				arguments("@Counted(value = \"a\", recordFailuresOnly = true) void a();", "is for aspects"),
				arguments("@Timed(value = \"a\", longTask = true) Timing a();", "a @Gauged GaugeLevel"),
				arguments("@Counted(\"a\") <T> void a();", "no type parameters"));
	}

	@Test
	void refusesOneMeterWithOtherTags() {
		assertThat(Compile.methods("@Counted(\"a\") void a(Size size);\n@Counted(\"a\") void b(boolean c);"))
			.hadErrorContaining(
					"'a' has the tags [c] here and [size] at OrderMeters.a. One meter has always the same tags");
	}

	@Test
	void refusesOneMeterWithOtherBuckets() {
		String first = "@Timed(\"a\") Stopwatch a();\n";
		assertThat(Compile.methods(first + "@Timed(value = \"a\", histogram = true) Stopwatch b();"))
			.hadErrorContaining(
					"'a' has other percentiles or buckets here than at OrderMeters.a, and whichever is used first");
		assertThat(Compile.methods(first + "@Timed(\"a\") void b(Duration d);")).succeededWithoutWarnings();
	}

	@Test
	void takesTagsInAnyOrderAndFixedOnes() {
		assertThat(Compile.methods("@Counted(\"a\") void a(Size size, boolean b);\n@Counted(\"a\") void b(boolean b, "
				+ "Size size);\n@Counted(value = \"a\", extraTags = { \"b\", \"true\" }) void c(Size size);"))
			.succeededWithoutWarnings();
		assertThat(Compile.methods("@Counted(\"a\") void a(Size size);\n@Counted(value = \"a\", extraTags = { \"b\", "
				+ "\"true\" }) void c(Size size);"))
			.hadErrorContaining("One meter has always the same tags");
	}

	@Test
	void refusesNamesThatAreOneToPrometheus() {
		assertThat(Compile.methods("@Counted(\"a.b\") void a();\n@Counted(\"a_b\") void b();"))
			.hadErrorContaining("'a_b' would be scraped as a_b_total, which is taken by 'a.b' of OrderMeters.a");
		assertThat(Compile.methods("@Timed(\"a\") Timing a();\n@Gauged(\"a.seconds.max\") GaugeLevel b();"))
			.hadErrorContaining("would be scraped as a_seconds_max");
		assertThat(Compile.methods("@Counted(\"a\") void a();\n@Gauged(\"a\") GaugeLevel b();"))
			.hadErrorContaining("would be scraped as a,");
		assertThat(Compile.methods("@Gauged(\"a\") GaugeLevel a();\n@Gauged(\"a\") GaugeLevel b();"))
			.hadErrorContaining("taken by 'a' of OrderMeters.a");
	}

	@Test
	void refusesWhatAnotherSetOfTheModuleHas() {
		assertThat(Compile.source("""
				@MeterSet("a") interface A { @Counted("orders") void a(); }
				@MeterSet(value = "b", prefix = "") interface B { @Counted("orders") void b(); }
				@MeterSet(value = "c", prefix = "shop") interface C { @Counted("orders") void c(); }
				""")).hadErrorCount(1);
		assertThat(Compile.source("""
				@MeterSet("a") interface A { @Counted("a") void a(); }
				@MeterSet("a") interface B { @Counted("b") void b(); }
				""")).hadErrorContaining("is that of the set app.A too");
	}

	@Test
	void refusesTypesThatCannotBeASet() {
		assertThat(Compile.source("@MeterSet(\"a\") abstract class A { }")).hadErrorContaining("is an interface");
		assertThat(Compile.source("@MeterSet(\"a\") interface A<T> { }")).hadErrorContaining("no type parameters");
		assertThat(Compile.source("@MeterSet(\"My Set\") interface A { }")).hadErrorContaining("joined by dashes");
		assertThat(Compile.source("@MeterSet(value = \"a\", prefix = \"x.\") interface A { }"))
			.hadErrorContaining("would rewrite the prefix 'x.'");
		assertThat(Compile.source("class X { @MeterSet(\"a\") private interface A { } }"))
			.hadErrorContaining("is not private");
	}

	@Test
	void warnsOfAStringWithoutALimit() {
		Compilation compilation = Compile.methods("@Counted(\"a\") void a(String channel);");
		assertThat(compilation).succeeded();
		assertThat(compilation).hadWarningCount(1);
		assertThat(compilation)
			.hadWarningContaining("the first 100 are kept, later ones become 'other'. Say @Bounded(100)")
			.inFile(compilation.sourceFiles().get(0))
			.onLine(FIRST_METHOD);
	}

	@Test
	void isSilentAboutALimitedStringAnEnumAndABoolean() {
		assertThat(Compile.methods("@Counted(\"a\") void a(@Bounded(7) String b, Size c, boolean d);"))
			.succeededWithoutWarnings();
	}

}
