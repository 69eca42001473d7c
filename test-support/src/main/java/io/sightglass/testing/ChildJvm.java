package io.sightglass.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, which may have too little of something.
 */
public final class ChildJvm {

	private static final long PATIENCE_SECONDS = 120;

	private final List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

	private String shell = "exec \"$@\"";

	private File output = new File("target", "child-" + System.nanoTime() + ".txt");

	/**
	 * With options of Java's.
	 * @param more such as {@code -Xmx64m}
	 * @return this
	 */
	public ChildJvm with(String... more) {
		this.options.addAll(List.of(more));
		return this;
	}

	/**
	 * With a limit of the shell's.
	 * @param options those of {@code ulimit}
	 * @return this
	 */
	public ChildJvm limited(String options) {
		this.shell = "ulimit " + options + " && " + this.shell;
		return this;
	}

	/**
	 * Writes elsewhere than into a file that is read afterwards.
	 * @param file such as {@code /dev/full}
	 * @return this
	 */
	public ChildJvm writingTo(String file) {
		this.output = new File(file);
		return this;
	}

	/**
	 * Runs it to its end.
	 * @param main the program
	 * @param arguments what it is given
	 * @return how it ended
	 */
	public Ended run(Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(List.of("bash", "-c", this.shell, "bash",
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path")));
		command.addAll(this.options);
		command.add(main.getName());
		command.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(this.output).start();
			try {
				if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
					throw new AssertionError("It has not ended:\n" + text());
				}
				return new Ended(process.exitValue(), text());
			}
			finally {
				process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private String text() throws IOException {
		return this.output.isFile() ? Files.readString(this.output.toPath(), StandardCharsets.UTF_8) : "";
	}

	/**
	 * How a program ended.
	 *
	 * @param status its exit status
	 * @param output all that it said
	 */
	public record Ended(int status, String output) {

		/**
		 * The lines with a word.
		 * @param word the word
		 * @return how many
		 */
		public long lines(String word) {
			return this.output.lines().filter((line) -> line.contains(word)).count();
		}

	}

}
