package io.sightglass.versions;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.netty.MeteringHandler;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.internal.scrape.FastScrape;

/**
 * What each version of Spring Boot brings, as Maven finds it for an application whose
 * parent is that version's.
 */
final class ClassPaths {

	// The newest that every repository has whole.
	private static final String NETTY = "<netty.version>4.2.18.Final</netty.version>";

	// From 4.1 on Boot has its own modules.
	private static final String GRPC = dependency("org.springframework.boot:spring-boot-grpc-server", "")
			+ dependency("org.springframework.boot:spring-boot-grpc-client", "");

	private static final String GRPC_ALONE = dependency("io.grpc:grpc-netty", "<version>1.77.1</version>");

	private static final Path DIRECTORY = Path.of(System.getProperty("class.paths"));

	private ClassPaths() {
	}

	/** One run of Maven for all of them. */
	static void resolve() throws Exception {
		String template = Files.readString(Path.of(ClassPaths.class.getResource("/application-pom.xml").toURI()));
		for (String version : Versions.BOOT) {
			Files.createDirectories(directory(version));
			String pom = template.replace("[boot]", version);
			if (!version.endsWith(".0")) {
				pom = pom.replace("<!-- Properties of that version's application. -->", NETTY);
			}
			pom = pom.replace("<!-- Dependencies of that version's application. -->",
					version.startsWith("4.0.") ? GRPC_ALONE : GRPC);
			Files.writeString(directory(version).resolve("pom.xml"), pom);
		}
		Files.writeString(DIRECTORY.resolve("pom.xml"), """
				<project xmlns="http://maven.apache.org/POM/4.0.0">
				<modelVersion>4.0.0</modelVersion>
				<groupId>com.example</groupId><artifactId>applications</artifactId><version>1</version>
				<packaging>pom</packaging><modules>%s</modules>
				</project>
				"""
			.formatted(Versions.BOOT.stream().map("<module>%s</module>"::formatted).collect(Collectors.joining())));
		List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", "-T2", "validate",
				"-Dmaven.repo.local=" + System.getProperty("maven.repository")));
		if ("offline=true".equals(System.getProperty("maven.network"))) {
			command.add("-o");
		}
		Path log = DIRECTORY.resolve("maven.log");
		int exit = new ProcessBuilder(command).directory(DIRECTORY.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start()
			.waitFor();
		if (exit != 0) {
			throw new IllegalStateException("Maven does not find the libraries:\n" + Files.readString(log));
		}
	}

	static List<Path> application(String version) throws IOException {
		return read(version, "application.txt");
	}

	/** With everything else that is measured where it is there. */
	static List<Path> all(String version) throws IOException {
		return read(version, "all.txt");
	}

	static List<Path> sightglass() throws URISyntaxException {
		List<Path> ours = new ArrayList<>();
		for (Class<?> one : List.of(FastScrape.class, Instruments.class, MeteringHandler.class,
				SightglassAutoConfiguration.class)) {
			ours.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
		}
		return ours;
	}

	/** The version of a library, as its file says. */
	static String version(String boot, String library) throws IOException {
		return application(boot).stream()
			.map((jar) -> jar.getFileName().toString())
			.filter((name) -> name.matches(library + "-[0-9].*\\.jar"))
			.map((name) -> name.substring(library.length() + 1, name.length() - ".jar".length()))
			.findFirst()
			.orElseThrow();
	}

	private static String dependency(String name, String more) {
		String[] parts = name.split(":");
		return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s<scope>test</scope></dependency>"
			.formatted(parts[0], parts[1], more);
	}

	private static Path directory(String version) {
		return DIRECTORY.resolve(version);
	}

	private static List<Path> read(String version, String file) throws IOException {
		return Stream.of(Files.readString(directory(version).resolve(file)).trim().split(File.pathSeparator))
			.map(Path::of)
			.toList();
	}

}
