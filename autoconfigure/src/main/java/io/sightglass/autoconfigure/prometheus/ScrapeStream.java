package io.sightglass.autoconfigure.prometheus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * A scrape as a body. Spring MVC hands the response's stream in, and the scrape is
 * written there without being held; whoever reads instead gets it from memory.
 */
final class ScrapeStream extends InputStream {

	private final Scrape scrape;

	private @Nullable InputStream memory;

	ScrapeStream(Scrape scrape) {
		this.scrape = scrape;
	}

	@Override
	public long transferTo(OutputStream out) throws IOException {
		if (this.memory != null) {
			return this.memory.transferTo(out);
		}
		this.memory = InputStream.nullInputStream();
		this.scrape.writeTo(out);
		// Nobody asks how much it was.
		return 0;
	}

	@Override
	public int read() throws IOException {
		return memory().read();
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		return memory().read(into, offset, length);
	}

	@Override
	public int available() throws IOException {
		return memory().available();
	}

	private InputStream memory() throws IOException {
		InputStream known = this.memory;
		if (known == null) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			this.scrape.writeTo(out);
			known = new ByteArrayInputStream(out.toByteArray());
			this.memory = known;
		}
		return known;
	}

	/**
	 * Writes a scrape.
	 */
	interface Scrape {

		void writeTo(OutputStream out) throws IOException;

	}

}
