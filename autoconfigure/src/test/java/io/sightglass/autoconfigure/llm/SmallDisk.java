package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * A file system in memory with 64 KiB, where the machine lets us mount one.
 */
final class SmallDisk implements AutoCloseable {

	private static final int SIZE = 64 * 1024;

	private final Path directory;

	private SmallDisk(Path directory) {
		this.directory = directory;
	}

	/**
	 * Mounts it, or skips the test.
	 * @param directory where, empty
	 * @return the disk
	 */
	static SmallDisk mount(Path directory) throws IOException, InterruptedException {
		String refused;
		try {
			refused = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", directory.toString());
		}
		catch (IOException ex) {
			refused = ex.getMessage();
		}
		if (!"".equals(refused)) {
			abort("A file system cannot be mounted here: " + refused);
		}
		return new SmallDisk(directory);
	}

	// What it said if it failed.
	private static String run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
		return (process.exitValue() != 0) ? "exit " + process.exitValue() + ", " + said.strip() : "";
	}

	Path file(String name) {
		return this.directory.resolve(name);
	}

	/**
	 * Fills it to the last byte.
	 */
	void fill() {
		assertThatIOException().isThrownBy(() -> Files.write(file("filler"), new byte[2 * SIZE],
				StandardOpenOption.CREATE, StandardOpenOption.APPEND));
	}

	void clear() throws IOException {
		Files.delete(file("filler"));
	}

	@Override
	public void close() throws IOException, InterruptedException {
		assertThat(run("umount", this.directory.toString())).isEmpty();
	}

}
