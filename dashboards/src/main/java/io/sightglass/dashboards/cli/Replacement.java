package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Files that are written aside first, and then put in their places; where one fails, what
 * was there before is put back.
 */
final class Replacement {

	private final Path directory;

	private final Deque<Undo> before = new ArrayDeque<>();

	private final Deque<Undo> done = new ArrayDeque<>();

	private @Nullable Path aside;

	Replacement(Path directory) {
		this.directory = directory;
	}

	void write(Map<String, String> files) throws IOException {
		try {
			create(this.directory, this.before);
			Path staged = Files.createTempDirectory(this.directory, ".sightglass-");
			this.aside = staged;
			List<Path> written = new ArrayList<>();
			for (String content : files.values()) {
				written.add(written(staged.resolve("new-" + written.size()), content));
			}
			int number = 0;
			for (String name : files.keySet()) {
				Path target = this.directory.resolve(name);
				create(target.toAbsolutePath().getParent(), this.done);
				put(written.get(number), target(target), staged.resolve("old-" + number));
				number++;
			}
		}
		catch (IOException | RuntimeException ex) {
			undo(ex);
			throw ex;
		}
	}

	private Path written(Path file, String content) throws IOException {
		try {
			return Files.writeString(file, content);
		}
		catch (FileSystemException ex) {
			throw ex;
		}
		catch (IOException ex) {
			// Of a full disk it says no place.
			throw new IOException(this.directory + ": " + ex.getMessage(), ex);
		}
	}

	private void put(Path file, Path target, Path kept) throws IOException {
		if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
			if (!Files.isRegularFile(target)) {
				throw new IOException(target + " is there and no file");
			}
			Files.copy(target, kept);
			this.done.push(() -> Files.move(kept, target, StandardCopyOption.REPLACE_EXISTING));
		}
		else {
			this.done.push(() -> Files.deleteIfExists(target));
		}
		Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
	}

	// Where a link leads, so that it stays one.
	private static Path target(Path path) throws IOException {
		return (Files.isSymbolicLink(path) && Files.exists(path)) ? path.toRealPath() : path;
	}

	private void create(@Nullable Path directory, Deque<Undo> made) throws IOException {
		if (directory == null || Files.isDirectory(directory)) {
			return;
		}
		create(directory.toAbsolutePath().getParent(), made);
		Files.createDirectory(directory);
		made.push(() -> Files.deleteIfExists(directory));
	}

	private void undo(Exception cause) {
		try {
			while (!this.done.isEmpty()) {
				this.done.pop().run();
			}
			close();
			while (!this.before.isEmpty()) {
				this.before.pop().run();
			}
		}
		catch (IOException ex) {
			cause.addSuppressed(ex);
		}
	}

	void close() throws IOException {
		Path staged = this.aside;
		this.aside = null;
		if (staged != null && Files.exists(staged)) {
			try (Stream<Path> files = Files.walk(staged)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
	}

	/** Puts back what was there. */
	@FunctionalInterface
	private interface Undo {

		void run() throws IOException;

	}

}
