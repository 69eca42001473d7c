package io.sightglass.processor;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.registry.catalogue.MeterSpec;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A set in a named module, with Sightglass's jars as automatic ones.
 */
class ModuleTests {

	private static final String NEEDED = "requires io.sightglass.meters; requires micrometer.core; exports app; ";

	private static final String PROVIDES = "provides io.sightglass.meters.set.MeterSetFactory with app.OrderMetersMeterSet;";

	@TempDir
	Path directory;

	private String modulePath = "";

	@BeforeEach
	void findModules() throws IOException, URISyntaxException {
		this.modulePath = String.join(File.pathSeparator, jar("io.sightglass.meters", MeterSet.class),
				jar("io.sightglass.registry", MeterSpec.class), place(MeterRegistry.class).toString(),
				place(KeyValue.class).toString(), place(NullMarked.class).toString());
	}

	@Test
	void recordsInANamedModule() throws IOException, InterruptedException {
		Project project = new Project(this.directory);
		assertThat(compile(project, NEEDED + PROVIDES).said()).isEmpty();
		assertThat(run(project)).contains("orders 1.0");
	}

	@Test
	void saysWhatTheModuleHasToProvide() {
		Project project = new Project(this.directory);
		assertThat(compile(project, NEEDED).said()).singleElement()
			.asString()
			.startsWith("OrderMeters.java:4: ")
			.endsWith("Add to its module-info.java: " + PROVIDES);
	}

	@Test
	void saysSoOfEachSet() {
		Project project = new Project(this.directory);
		Path module = project.write("module-info.java", "", "module shop { " + NEEDED + " }");
		Path first = project.write("First", "@MeterSet(\"first\") interface First { @Counted(\"a\") void a(); }");
		Path second = project.write("Second", "@MeterSet(\"second\") interface Second { @Counted(\"b\") void b(); }");
		List<String> said = project.options("--module-path", this.modulePath).compile(module, first, second).said();
		assertThat(said).hasSize(2)
			.anyMatch((line) -> line.startsWith("First.java:4: ") && line.endsWith("with app.FirstMeterSet;"))
			.anyMatch((line) -> line.startsWith("Second.java:4: ") && line.endsWith("with app.SecondMeterSet;"));
	}

	@Test
	void saysSoAtRunTimeToo() throws IOException, InterruptedException {
		Project project = new Project(this.directory);
		compile(project.withoutProcessors(), NEEDED);
		assertThat(run(project))
			.contains("The module shop does not provide app.OrderMeters. Add to its module-info.java: " + PROVIDES);
	}

	private Project.Result compile(Project project, String directives) {
		Path module = project.write("module-info.java", "", "module shop { " + directives + " }");
		Path set = project.write("OrderMeters",
				"@SuppressWarnings(\"exports\") @MeterSet(\"orders\") public interface OrderMeters { @Counted(\"orders\") void placed(Size s); }");
		Path size = project.write("Size", "public enum Size { S }");
		Path main = project.write("Main", """
				final class Main {
					public static void main(String[] args) {
						var registry = new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
						MeterSets.in(registry, OrderMeters.class).placed(Size.S);
						System.getLogger("shop").log(System.Logger.Level.INFO,
								"orders " + registry.get("orders").tag("s", "s").counter().count());
					}
				}
				""");
		return project
			.options("--module-path", this.modulePath, "-Xlint:all,-processing,-requires-automatic", "-Werror")
			.compile(module, set, size, main);
	}

	private String run(Project project) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-p",
				this.modulePath + File.pathSeparator + project.classes(), "-m", "shop/app.Main")
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return said;
	}

	// A directory of classes is no automatic module.
	private String jar(String module, Class<?> type) throws IOException, URISyntaxException {
		Path classes = place(type);
		if (Files.isRegularFile(classes)) {
			return classes.toString();
		}
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
		Path jar = this.directory.resolve(module + ".jar");
		List<Path> files;
		try (Stream<Path> found = Files.walk(classes)) {
			files = found.filter(Files::isRegularFile).collect(Collectors.toCollection(ArrayList::new));
		}
		try (OutputStream output = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(output, manifest)) {
			for (Path file : files) {
				String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
				if (!name.endsWith("MANIFEST.MF")) {
					entries.putNextEntry(new JarEntry(name));
					Files.copy(file, entries);
				}
			}
		}
		return jar.toString();
	}

	private static Path place(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

}
