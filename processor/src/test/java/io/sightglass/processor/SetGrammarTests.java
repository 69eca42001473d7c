package io.sightglass.processor;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.set.MeterSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random sets, right and wrong: what compiles does so without a warning and counts
 * exactly, and what does not is an error at an element of the user's.
 * {@code -Dsightglass.grammar=5000} writes more of them, {@code -Dsightglass.seed}
 * others.
 */
class SetGrammarTests {

	private static final int PROGRAMS = Integer.getInteger("sightglass.grammar", 60);

	private static final long SEED = Long.getLong("sightglass.seed", 17);

	private static final int ECLIPSE = 5;

	@TempDir
	Path directory;

	@Test
	void countsExactlyWhatIsRight() throws Exception {
		for (int i = 0; i < PROGRAMS; i++) {
			SetGrammar grammar = new SetGrammar(SEED + i);
			Project project = project(i);
			String program = grammar.right();
			Project.Result result = project.compile(project.write("Around", program));
			assertThat(result.said()).as("%s", program).isEmpty();
			assertThat(result.done()).isTrue();
			assertThat(counted(project, grammar, SEED + i)).as("%s", program).isEmpty();
		}
	}

	@Test
	void saysAtAnElementOfTheUsersWhatIsWrong() {
		for (int i = 0; i < PROGRAMS; i++) {
			Project project = project(i);
			String program = new SetGrammar(SEED + i).wrong();
			Project.Result result = project.compile(project.write("Around", program));
			assertThat(result.done()).as("%s", program).isFalse();
			assertThat(result.said()).as("%s", program).isNotEmpty().allMatch(SetGrammarTests::isAtTheUsers);
		}
	}

	@Test
	void neverBlamesItsOwnCode() {
		for (int i = 0; i < PROGRAMS; i++) {
			Project project = project(i);
			String program = new SetGrammar(SEED + i).mutated();
			Project.Result result = project.compile(project.write("Around", program));
			assertThat(result.said()).as("%s", program).allMatch(SetGrammarTests::isAtTheUsers);
		}
	}

	private Project project(int number) {
		Project project = new Project(this.directory.resolve("" + number));
		return (number % ECLIPSE == 0) ? project.with(Compilers.ALL.get(1)).options("--release", "17")
				: project.options("-Xlint:all,-processing,-auxiliaryclass");
	}

	private static boolean isAtTheUsers(String said) {
		return said.matches("(?s)Around\\.java:\\d+: .*") && !said.contains("could not be read");
	}

	// What differs between the model and the registry, or nothing.
	private static Map<String, String> counted(Project project, SetGrammar grammar, long seed)
			throws IOException, ReflectiveOperationException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		List<SetCaller> callers = new ArrayList<>();
		URL[] classes = { project.classes().toUri().toURL() };
		try (URLClassLoader loader = new URLClassLoader(classes, SetGrammarTests.class.getClassLoader())) {
			Class<?> type = loader.loadClass("app.Around$OrderMeters");
			Object set = MeterSets.in(registry, type);
			Object off = MeterSets.off(type);
			Random random = new Random(seed);
			Map<String, String> expected = new TreeMap<>();
			for (ModelMethod method : grammar.methods()) {
				callers.add(new SetCaller(type, method, random));
			}
			for (int i = 0; i < 40 && !callers.isEmpty(); i++) {
				SetCaller caller = callers.get(random.nextInt(callers.size()));
				caller.call(off, false);
				caller.call(set, true);
			}
			callers.forEach((caller) -> expected.putAll(caller.expected()));
			return SetCaller.difference(expected, registry);
		}
	}

}
