package io.sightglass.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./demo} in a clone where nothing was built yet, with a Maven that only says what
 * the real one says.
 */
@EnabledOnOs(OS.LINUX)
class DemoBuildTests {

	private static final String DOWNLOADS_AND_WAITS = """
			#!/bin/sh
			echo '[INFO] Building Sightglass Meters 0.1.0-SNAPSHOT                              [2/7]'
			echo '[INFO] Downloaded from central: one.jar'
			echo '[INFO] Downloaded from central: two.jar'
			mkdir -p sample-app/target && echo half >sample-app/target/sightglass-sample-app-0.1.0.jar
			sleep 600 &
			wait
			""";

	private static final String FAILS = """
			#!/bin/sh
			echo '[INFO] Building Sightglass Meters 0.1.0-SNAPSHOT                              [2/7]'
			echo '[ERROR] No space left on device'
			exit 1
			""";

	@TempDir
	private Path directory;

	private Path temporary;

	private Path printed;

	@BeforeEach
	void cloneIt() throws IOException {
		this.temporary = Files.createDirectory(this.directory.resolve("tmp"));
		this.printed = this.directory.resolve("printed");
		Path clone = Files.createDirectories(this.directory.resolve("clone/config")).getParent();
		Files.createDirectories(clone.resolve("sample-app/src/main"));
		Files.writeString(clone.resolve("pom.xml"), "<project/>");
		Files.copy(Path.of("../demo"), clone.resolve("demo"));
		Files.copy(Path.of("../config/prerequisites.sh"), clone.resolve("config/prerequisites.sh"));
	}

	@Test
	void saysHowFarTheBuildIsAndLeavesNothingWhenItIsInterrupted() throws Exception {
		Process demo = startWith(DOWNLOADS_AND_WAITS);
		List<ProcessHandle> children = List.of();
		try {
			await(() -> text().contains("2/3 Building (module 2 of 7: Sightglass Meters, 2 downloads so far"));
			assertThat(text()).startsWith("1/3 Checking Java and Maven\n2/3 Building").doesNotContain("\r");
			children = demo.descendants().toList();
			assertThat(children).extracting((child) -> child.info().commandLine().orElse(""))
				.anySatisfy((command) -> assertThat(command).contains("sleep 600"));
			new ProcessBuilder("kill", "-INT", String.valueOf(demo.pid())).start().waitFor();
			await(() -> !demo.isAlive());
			List<ProcessHandle> left = children;
			await(() -> left.stream().noneMatch(ProcessHandle::isAlive));
			assertThat(demo.exitValue()).isEqualTo(130);
			assertThat(this.temporary).isEmptyDirectory();
			assertThat(this.directory.resolve("clone/sample-app/target")).isEmptyDirectory();
		}
		finally {
			children.forEach(ProcessHandle::destroyForcibly);
			demo.destroyForcibly();
		}
	}

	@Test
	void saysWhyTheBuildFailed() throws Exception {
		Process demo = startWith(FAILS);
		await(() -> !demo.isAlive());
		assertThat(demo.exitValue()).isEqualTo(1);
		assertThat(text()).contains("[ERROR] No space left on device", "The build failed.");
		assertThat(this.temporary).isEmptyDirectory();
	}

	@Test
	void saysWhatIsMissingWhereItCannotInstallIt() throws Exception {
		Path tools = Files.createDirectory(this.directory.resolve("bin"));
		for (String tool : List.of("bash", "dirname", "find", "mkfifo", "mktemp", "rm", "sed")) {
			Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
		}
		Process demo = start(tools.toString());
		await(() -> !demo.isAlive());
		assertThat(demo.exitValue()).isEqualTo(1);
		assertThat(text()).endsWith("A JDK 17 or newer and Maven are needed. Missing: maven (Debian's names).\n");
		assertThat(this.temporary).isEmptyDirectory();
	}

	private Process startWith(String maven) throws IOException {
		Path tools = Files.createDirectory(this.directory.resolve("bin"));
		Files.createFile(tools.resolve("mvn"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		Files.writeString(tools.resolve("mvn"), maven);
		return start(tools + ":" + System.getenv("PATH"));
	}

	// A child of a process that ignores SIGINT ignores it too, and the build may be one.
	private Process start(String path) throws IOException {
		ProcessBuilder demo = new ProcessBuilder("/usr/bin/env", "--default-signal=INT", "./demo", "--server.port=0")
			.directory(this.directory.resolve("clone").toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.printed.toFile());
		demo.environment().put("PATH", path);
		demo.environment().put("TMPDIR", this.temporary.toString());
		demo.environment().put("JAVA_HOME", System.getProperty("java.home"));
		return demo.start();
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
	}

	private String text() throws IOException {
		return Files.readString(this.printed);
	}

}
