package io.sightglass.guide;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the documents tell a stranger to type: to test a module of a clone, to try it, to
 * release it, and to use what was released.
 */
class PublishTests {

	// What the module "jars" compares with this build's.
	private static final Path KEPT = Path.of("target", "clone").toAbsolutePath();

	@TempDir
	private static Path folder;

	private static Clone clone;

	private static Path bundle;

	private static String printedByTest = "";

	private static Set<String> tested = Set.of();

	@BeforeAll
	static void installsAndReleasesAClone() throws Exception {
		clone = new Clone(folder);
		test();
		clone.shell().type(Page.read("docs/getting-started.md").command(" install"));
		// The release installs its own over these.
		String kept = "\"" + KEPT + "\"";
		clone.shell().type("rm -rf " + kept + "\nmkdir -p " + kept);
		clone.shell().type("cp -r ../installed/io/sightglass " + kept + "/installed");
		bundle = folder.resolve("sightglass/target/bundle");
		clone.shell()
			.type(Page.read("CONTRIBUTING.md")
				.command(" deploy ")
				.replace("url=…", "url=https://example.org/sightglass")
				.replace("scm=…", "scm=https://example.org/sightglass.git")
				.replace("developer=…", "developer=Somebody"));
		clone.shell().type("cp -r target/bundle/io/sightglass " + kept + "/released");
	}

	// First, as after git clone: nothing is built, and nothing of ours is in the local
	// repository.
	private static void test() throws Exception {
		clone.repository("nothing");
		String command = OneModuleTests.commands().get(0).group();
		Path root = folder.resolve("sightglass");
		try (Shell shell = new Shell(root, clone.maven("nothing", true), Map.of())) {
			printedByTest = shell.type(command + " 'CompileError*'");
			assertThatThrownBy(() -> shell.type("./test proces")).hasMessageContaining("There is no module proces");
		}
		try (Stream<Path> modules = Files.list(root)) {
			tested = modules.filter((module) -> Files.isDirectory(module.resolve("target/surefire-reports")))
				.map((module) -> module.getFileName().toString())
				.collect(Collectors.toSet());
		}
	}

	@AfterAll
	static void forgetsTheKey() throws Exception {
		clone.close();
	}

	@Test
	void oneModuleIsTestedAndNoneBelow() {
		assertThat(printedByTest).contains("in io.sightglass.processor.CompileErrorTests")
			.doesNotContain("MeterSetProcessorTests");
		assertThat(tested).containsExactly("processor");
	}

	@Test
	void theGuideWorksToTheLetter() throws Exception {
		String printed = "";
		try (Shell shell = new Shell(folder.resolve("guide"), clone.maven("installed", true), Map.of())) {
			for (Page.Step step : Page.read("docs/getting-started.md").steps()) {
				if (step.file() != null) {
					shell.write(step.file(), step.text());
				}
				else if (step.kind().equals("text")) {
					assertThat(printed).matches(Pattern.quote(step.text()).replace("…", "\\E\\S+\\Q"));
				}
				else if (step.kind().equals("sh") && !step.text().contains(" install")) {
					printed = shell.type(step.text());
				}
			}
		}
	}

	@Test
	void aProjectThatHasOnlyWhatIsPublishedShowsTheScrape() throws Exception {
		clone.repository("empty");
		Path settings = Files.writeString(folder.resolve("settings.xml"), """
				<settings><profiles><profile><id>published</id><repositories><repository><id>published</id><url>%s</url>
				</repository></repositories></profile></profiles>
				<activeProfiles><activeProfile>published</activeProfile></activeProfiles></settings>
				""".formatted(bundle.toUri()));
		Page readme = Page.read("README.md");
		try (Shell shell = new Shell(folder.resolve("smoke"), clone.maven("empty", true) + " -gs " + settings,
				Map.of())) {
			for (Page.Step step : Page.read("docs/getting-started.md").steps()) {
				if (step.file() != null) {
					shell.write(step.file(), withDependency(step.text(), readme.first("xml")));
				}
			}
			shell.write("src/main/resources/application.yml", readme.first("yaml"));
			shell.type("mvn -q package\njava -jar target/shop-1.0.jar");
			assertThat(shell.type("curl -s localhost:8080/actuator/prometheus")).contains("\nsightglass_series ");
		}
	}

	@Test
	void everyModuleHasWhatMavenCentralAsksFor() throws IOException {
		for (String module : published()) {
			List<String> endings = new ArrayList<>(List.of(".pom"));
			String pom = Files.readString(file(module, ".pom"));
			assertThat(pom).as(module)
				.contains("<name>", "<description>", "<license>", "<url>https://example.org/sightglass</url>",
						"<name>Somebody</name>", "<connection>scm:git:https://example.org/sightglass.git</connection>")
				.doesNotContain("<parent>", "${sightglass", "<scope>test", "<name></name>");
			if (!pom.contains("<packaging>pom")) {
				endings.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"));
			}
			for (String ending : endings) {
				for (String beside : List.of("", ".asc", ".md5", ".sha1")) {
					assertThat(file(module, ending + beside)).exists();
				}
			}
		}
	}

	@Test
	void everyJarCarriesLicenceAndNotice() throws IOException {
		List<Path> jars = files(bundle, ".*\\.jar");
		assertThat(jars).hasSizeGreaterThan(18);
		for (Path path : jars) {
			try (JarFile jar = new JarFile(path.toFile())) {
				assertThat(jar.getEntry("META-INF/NOTICE")).as(path + ": NOTICE").isNotNull();
				assertThat(jar.getInputStream(jar.getEntry("META-INF/LICENSE"))).as(path + ": LICENSE")
					.hasBinaryContent(Files.readAllBytes(Page.ROOT.resolve("LICENSE")));
			}
		}
	}

	@Test
	void modulesHaveNamesAndShareNoPackage() throws IOException {
		Map<String, String> owners = new HashMap<>();
		for (String module : published()) {
			if (Files.exists(file(module, ".jar"))) {
				ModuleReference found = ModuleFinder.of(file(module, ".jar")).findAll().iterator().next();
				String name = found.descriptor().name();
				try (JarFile jar = new JarFile(file(module, ".jar").toFile())) {
					assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
						.matches("io\\.sightglass\\.\\w+")
						.isEqualTo(name);
				}
				for (String named : found.descriptor().packages()) {
					assertThat(owners.put(named, name)).as(named).isNull();
				}
				assertThat(owners.put(name + " ", module)).as(name).isNull();
			}
		}
	}

	@Test
	void theBomHasEveryPublishedModuleAndNothingElse() throws IOException {
		Set<String> managed = Stream.of(Files.readString(file("sightglass-bom", ".pom")).split("<artifactId>"))
			.skip(2)
			.map((part) -> part.substring(0, part.indexOf('<')))
			.collect(Collectors.toCollection(TreeSet::new));
		managed.add("sightglass-bom");
		assertThat(published()).isEqualTo(managed).hasSize(10);
	}

	// Of a copy: a snapshot is found by what is deleted.
	@Test
	void theBundleIsPacked() throws Exception {
		try (Shell shell = new Shell(folder.resolve("packed"), "", Map.of())) {
			shell.type("mkdir target\ncp -r " + bundle + " target");
			shell.type(Page.read("CONTRIBUTING.md").command("bundle.zip"));
		}
		try (ZipFile zip = new ZipFile(folder.resolve("packed/target/bundle.zip").toFile())) {
			assertThat(zip.stream().map(ZipEntry::getName)).anyMatch((name) -> name.endsWith(".pom.asc"))
				.noneMatch((name) -> name.contains("metadata") || name.startsWith("META-INF"));
		}
	}

	@Test
	void aReleaseSaysWhatIsMissing() {
		assertThatThrownBy(() -> clone.shell().type("mvn -q -Prelease -Dmaven.test.skip=true validate -pl bom"))
			.hasMessageContaining("-Dsightglass.url=")
			.hasMessageContaining("-Dsightglass.scm=")
			.hasMessageContaining("-Dsightglass.developer=");
	}

	// The guide's starter as the README adds it.
	private static String withDependency(String file, String dependency) {
		return file.replaceFirst(
				"(?s)<dependency>\\s*<groupId>io.sightglass</groupId>\\s*<artifactId>sightglass-spring-boot-starter</artifactId>\\s*</dependency>",
				dependency);
	}

	private static Set<String> published() throws IOException {
		try (Stream<Path> modules = Files.list(bundle.resolve("io/sightglass"))) {
			return modules.map((module) -> module.getFileName().toString())
				.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	// A snapshot's name has the time of its deployment.
	private static Path file(String module, String ending) throws IOException {
		List<Path> found = files(bundle.resolve("io/sightglass").resolve(module),
				".*/" + module + "-[0-9.]+-[0-9.]+-[0-9]+" + ending.replace(".", "\\."));
		return found.isEmpty() ? bundle.resolve(module + ending) : found.get(0);
	}

	private static List<Path> files(Path within, String pattern) throws IOException {
		try (Stream<Path> files = Files.walk(within)) {
			return files.filter((file) -> file.toString().matches(pattern)).toList();
		}
	}

}
