package io.sightglass.guide;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

/**
 * A second build of what is published: in another folder, time zone and language, with a
 * local repository that has nothing of ours. Both documents' commands are run in it.
 */
final class Clone {

	private static final Set<String> NOT_CLONED = Set.of("target", ".git", "node_modules");

	private final Path folder;

	private final Shell shell;

	Clone(Path folder) throws Exception {
		this.folder = folder;
		copy(Page.ROOT, folder.resolve("sightglass"), NOT_CLONED, false);
		repository("installed");
		Path keys = Files.createTempDirectory("keys");
		this.shell = new Shell(folder.resolve("sightglass"), maven("installed", false),
				Map.of("TZ", "Asia/Tokyo", "LC_ALL", "C", "GNUPGHOME", keys.toString()));
		this.shell.type("chmod 700 " + keys + "\ngpg --batch --quiet --passphrase '' --quick-generate-key trial");
	}

	// A local repository that has what others publish.
	void repository(String name) throws IOException {
		Path surrounding = Path.of(System.getProperty("guide.repository"));
		copy(surrounding, this.folder.resolve(name), Set.of(surrounding.resolve("io/sightglass").toString()), true);
	}

	// Maven's options for it.
	String maven(String repository, boolean mayBeOffline) {
		boolean offline = mayBeOffline && System.getProperty("guide.network", "").endsWith("true");
		return "-Dmaven.repo.local=" + this.folder.resolve(repository)
				+ (offline ? " -o -Daether.offline.protocols=file" : "");
	}

	Path folder() {
		return this.folder;
	}

	Shell shell() {
		return this.shell;
	}

	void close() throws Exception {
		this.shell.type("gpgconf --kill all\nrm -r \"$GNUPGHOME\"");
	}

	// Links to what never changes, as there is much of it.
	private static void copy(Path from, Path to, Set<String> without, boolean link) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				if (without.contains(folder.toString()) || without.contains(folder.getFileName().toString())) {
					return FileVisitResult.SKIP_SUBTREE;
				}
				Files.createDirectories(to.resolve(from.relativize(folder)));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				try {
					copy(file, to.resolve(from.relativize(file)), link && file.toString().matches(".*\\.(jar|pom)"));
					return FileVisitResult.CONTINUE;
				}
				catch (NoSuchFileException ex) {
					return visitFileFailed(file, ex);
				}
			}

			// Half a download, which another module's build has just finished.
			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
				return (ex instanceof NoSuchFileException) ? FileVisitResult.CONTINUE : super.visitFileFailed(file, ex);
			}

		});
	}

	private static void copy(Path file, Path copy, boolean link) throws IOException {
		if (link) {
			try {
				Files.createLink(copy, file);
				return;
			}
			catch (FileSystemException ex) {
				// Another file system: as what is not linked.
			}
		}
		Files.copy(file, copy);
	}

}
