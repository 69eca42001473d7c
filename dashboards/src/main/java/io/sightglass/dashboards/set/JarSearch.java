package io.sightglass.dashboards.set;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import io.sightglass.dashboards.Printable;
import io.sightglass.dashboards.set.Descriptions.Description;

/**
 * Looks through a jar and the jars within it, which may be made to keep a reader busy for
 * ever: what it inflates to in all, and how deep jars lie in each other, is limited. No
 * name of an entry becomes a path.
 */
final class JarSearch {

	/** A program's jars inflate to two or three times their size. */
	private static final int MOST_TIMES = 100;

	private static final long ALWAYS = 64L * 1024 * 1024;

	private static final long NEVER = 8L * 1024 * 1024 * 1024;

	private static final long MOST_TEXT = 32L * 1024 * 1024;

	private static final int DEEPEST = 4;

	private final List<Description> found = new ArrayList<>();

	private final byte[] skipped = new byte[64 * 1024];

	private final Path jar;

	private final long most;

	private long left;

	private long text;

	private String at;

	JarSearch(Path jar) throws IOException {
		this.jar = jar;
		this.at = jar.toString();
		this.most = Math.max(ALWAYS, Math.min(NEVER, Math.min(Files.size(jar), NEVER) * MOST_TIMES));
		this.left = this.most;
	}

	List<Description> search() throws IOException {
		try (InputStream in = Files.newInputStream(this.jar)) {
			search(in, this.jar.toString(), 1);
			return this.found;
		}
		catch (IllegalArgumentException | ZipException | EOFException ex) {
			// What the JDK says of names that are no text is an argument's.
			throw new IOException("%s cannot be read: the jar is broken (%s)"
				.formatted(Printable.of(this.at, Descriptions.LONGEST_PLACE), ex.getMessage()), ex);
		}
	}

	// Closing the inner stream would close the outer one.
	@SuppressWarnings("resource")
	private void search(InputStream in, String place, int depth) throws IOException {
		if (depth > DEEPEST) {
			throw new IOException("%s has jars within jars, more than %d deep".formatted(this.jar, DEEPEST));
		}
		ZipInputStream entries = new ZipInputStream(in);
		InputStream content = new Counted(entries);
		for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
			String name = place + "!/" + entry.getName();
			this.at = name;
			if (entry.getName().endsWith(Descriptions.ENDING)) {
				add(new Description(name, Descriptions.text(content, name)));
			}
			else if (entry.getName().endsWith(".jar")) {
				search(content, name, depth + 1);
			}
			// The zip stream would pass over the rest too, without counting it.
			int rest = 0;
			while (rest >= 0) {
				rest = content.read(this.skipped, 0, this.skipped.length);
			}
			this.at = place;
		}
	}

	private void add(Description description) throws IOException {
		this.text += description.text().length() + description.place().length();
		if (this.text > MOST_TEXT) {
			throw new IOException("%s has descriptions of more than %d bytes".formatted(this.jar, MOST_TEXT));
		}
		this.found.add(description);
	}

	/** Counts what is inflated. */
	private final class Counted extends FilterInputStream {

		Counted(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int read = super.read();
			count((read < 0) ? 0 : 1);
			return read;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = super.read(bytes, offset, length);
			count(Math.max(read, 0));
			return read;
		}

		private void count(int read) throws IOException {
			JarSearch.this.left -= read;
			if (JarSearch.this.left < 0) {
				throw new IOException("%s inflates to more than %d bytes, far more than it is"
					.formatted(JarSearch.this.jar, JarSearch.this.most));
			}
		}

	}

}
