package io.sightglass.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sightglass.processor.ModelMethod.Parameter;

/**
 * Writes random programs of one set. Names are few and odd, so that they clash.
 */
final class SetGrammar {

	private static final List<String> ENUMS = List.of("Size", "S", "Counters", "Override", "List", "Recording", "A");

	private static final List<String> CONSTANTS = List.of("A", "B", "LONG_NAME", "a1", "OTHER", "NONE", "Size", "X$Y");

	private static final List<String> METHODS = List.of("order", "order2", "fooBar", "foo_bar", "FOO_BAR", "s", "S",
			"a", "meters", "slot", "constant", "create", "off", "type", "Size", "this_", "orderMeters", "order$");

	private static final List<String> PARAMETERS = List.of("size", "fooBar", "meters", "slot", "io", "app", "s",
			"Timing", "constant", "java", "_x", "foo_baz", "orderMeters", "GaugeLevel");

	private static final List<String> WRONG = List.of("@Counted(\"a-b\") void bad();", "@Counted(\"bad\") int bad();",
			"@Counted(\"bad\") void bad(Object o);", "@Counted(\"bad\") void bad(int a, int b);", "void bad();",
			"@Timed(value = \"bad\", percentiles = 1.5) Timing bad();", "@Counted(\"bad\") void bad(Missing m);",
			"@Timed(value = \"bad\", serviceLevelObjectives = { 1, -2 }) Timing bad();", "@Gauged GaugeLevel bad();",
			"@Counted(\"bad\") void bad(@Bounded(0) String s);",
			"@Counted(\"bad\") void bad(@Bounded(2000000) String s);",
			"@Counted(\"bad\") void bad(@TagKey(\"le\") boolean b);", "@Counted(\"bad\") @Timed(\"b\") Timing bad();",
			"@Counted(\"bad\") void bad(Empty e); enum Empty { }",
			"@Counted(\"bad\") <T extends Enum<T>> void bad(T t);", "@Counted(\"bad\") void wait(long n);",
			"@Counted(\"bad.total\") void bad();", "int io = 1;",
			"@Gauged(\"bad\") GaugeLevel bad(); @Gauged(\"bad\") GaugeLevel worse();",
			"@Counted(\"bad\") default void b() { }",
			"@Counted(\"bad\") void bad(); @Counted(\"bad\") void worse(boolean b);", "String toString(int i);",
			"@Counted(\"bad\") void bad(@Bounded(9999) String a, @Bounded(9999) String b, @Bounded(99999) String c);",
			"@Timed(\"bad\") Timing bad(boolean outcome);", "@Counted(\"bad\") void bad(Private p);",
			"@Counted(\"bad\") void bad(boolean b, @TagKey(\"b\") boolean c);", "@Counted(value = 3) void bad();",
			"@Counted(\"bad\") void bad(int... n);", "@Summed(\"bad\") void bad(String s);", "<T> void bad(T t);");

	private static final List<String> MISPLACED = List.of("private", "static", "default", "sealed", "final",
			"protected", "<T>", "[]", "...", "@Override", "@Deprecated", "record", "class", "enum", "interface", "int",
			"Object", "null", "extends Base", "Base", "OrderMeters", "Around", "-1", "NaN", "{ }", ";", ",", "Size",
			"Counters", "String");

	// One for another, they leave a program that can be parsed.
	private static final List<String> PLAUSIBLE = List.of("boolean", "String", "int", "long", "double", "void",
			"Duration", "Timing", "Stopwatch", "GaugeLevel", "Counted", "Timed", "Gauged", "Summed", "Size", "S",
			"Counters", "A", "Bounded", "TagKey", "Amount", "m0", "m1", "m2", "OrderMeters", "Base", "slot", "size",
			"key", "1", "2", "3");

	private final Random random;

	private final List<ModelEnum> enums = new ArrayList<>();

	private final List<ModelMethod> own = new ArrayList<>();

	private final List<ModelMethod> inherited = new ArrayList<>();

	private final Set<String> signatures = new HashSet<>();

	SetGrammar(long seed) {
		this.random = new Random(seed);
		List<String> names = new ArrayList<>(ENUMS);
		for (int i = 0; i <= this.random.nextInt(3); i++) {
			String name = names.remove(this.random.nextInt(names.size()));
			List<String> constants = CONSTANTS.stream().filter((constant) -> this.random.nextInt(3) == 0).toList();
			this.enums.add(new ModelEnum(name, constants.isEmpty() ? List.of("ONE") : constants,
					ModelEnum.Naming.values()[this.random.nextInt(ModelEnum.Naming.values().length)]));
		}
		for (int i = this.random.nextInt(3); i > 0; i--) {
			add(this.inherited);
		}
		for (int i = this.random.nextInt(6); i >= 0; i--) {
			add(this.own);
		}
	}

	List<ModelMethod> methods() {
		List<ModelMethod> methods = new ArrayList<>(this.inherited);
		methods.addAll(this.own);
		return methods;
	}

	String right() {
		return program("");
	}

	String wrong() {
		return program(pick(WRONG));
	}

	/**
	 * A program of which a few words are others.
	 * @return mostly wrong, and nobody knows how
	 */
	String mutated() {
		String[] words = program("").split("\\b", -1);
		boolean plausible = this.random.nextInt(4) > 0;
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			int at = this.random.nextInt(words.length);
			if (plausible) {
				int from = at;
				at = IntStream.range(0, words.length)
					.map((next) -> (from + next) % words.length)
					.filter((next) -> PLAUSIBLE.contains(words[next]))
					.findFirst()
					.orElse(at);
			}
			words[at] = plausible ? pick(PLAUSIBLE) : " " + pick(MISPLACED) + " ";
		}
		return String.join("", words);
	}

	private String program(String wrong) {
		boolean nested = this.random.nextBoolean();
		boolean generic = this.random.nextBoolean();
		ModelEnum first = this.enums.get(0);
		String enums = this.enums.stream().map(ModelEnum::source).collect(Collectors.joining());
		String base = lines(this.inherited);
		if (generic && !nested) {
			base = base.replace(first.name() + " ", "T ");
		}
		StringBuilder text = new StringBuilder("import java.time.Duration;\n");
		text.append(
				"interface Shouted { String name(); default String tag() { return name().toUpperCase(java.util.Locale.ROOT); } }\n");
		text.append("interface Base%s {\n%s%s}\n".formatted((generic && !nested) ? "<T extends Enum<T>>" : "",
				nested ? enums : "", base));
		text.append(
				"class Around { private enum Private { A }\n@MeterSet(\"orders\")\ninterface OrderMeters extends Base%s {\n"
					.formatted((generic && !nested) ? "<" + first.name() + ">" : ""));
		text.append(lines(this.own)).append(wrong).append("\n} }\n").append(nested ? "" : enums);
		return text.toString();
	}

	private static String lines(List<ModelMethod> methods) {
		return methods.stream().map(ModelMethod::source).collect(Collectors.joining());
	}

	private void add(List<ModelMethod> methods) {
		int number = this.signatures.size();
		String meter = "m" + number + pick(List.of("", ".things", "_size"));
		ModelMethod method = switch (this.random.nextInt(8)) {
			case 0 -> method("Counted", "void", meter, "");
			case 1 -> method("Counted", "void", meter, pick(List.of("int", "long", "double")));
			case 2 -> method("Timed", "Timing", meter, "");
			case 3 -> method("Timed", "Stopwatch", meter, "");
			case 4 -> method("Timed", "void", meter, "Duration");
			case 5 -> method("Gauged", "GaugeLevel", meter, "");
			case 6 -> method("Gauged", "void", meter, pick(List.of("int", "double", "boolean")));
			default -> method("Summed", "void", meter, pick(List.of("int", "long", "float")));
		};
		if (this.signatures.add(method.signature())) {
			methods.add(method);
		}
	}

	private ModelMethod method(String annotation, String returns, String meter, String amount) {
		List<Parameter> parameters = new ArrayList<>();
		List<String> names = new ArrayList<>(PARAMETERS);
		for (int i = this.random.nextInt(4); i > 0; i--) {
			parameters.add(tag(names.remove(this.random.nextInt(names.size())), i));
		}
		if (!amount.isEmpty()) {
			parameters.add(this.random.nextInt(parameters.size() + 1),
					new Parameter(pick(names), "", false, amount, null, 0, true));
		}
		return new ModelMethod(pick(METHODS), annotation, returns, meter, this.random.nextInt(4) == 0 ? "$L%s" : "",
				parameters);
	}

	private Parameter tag(String name, int number) {
		boolean keyed = this.random.nextBoolean();
		String key = keyed ? "key." + number
				: name.replace("fooBar", "foo.bar")
					.replace("orderMeters", "order.meters")
					.replace("GaugeLevel", "gauge.level")
					.replace("Timing", "timing");
		return switch (this.random.nextInt(4)) {
			case 0 -> new Parameter(name, key, keyed, "boolean", null, 0, false);
			case 1 -> new Parameter(name, key, keyed, "String", null, 1 + this.random.nextInt(3), false);
			default -> {
				ModelEnum enumeration = pick(this.enums);
				yield new Parameter(name, key, keyed, enumeration.name(), enumeration, 0, false);
			}
		};
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
