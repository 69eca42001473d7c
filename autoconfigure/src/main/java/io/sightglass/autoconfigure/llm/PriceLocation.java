package io.sightglass.autoconfigure.llm;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.net.SocketTimeoutException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.springframework.util.ResourceUtils;

/**
 * A price file or URL, read as a whole or not at all. A place that stalls, trickles,
 * never ends or breaks off is an error in bounded time and memory.
 */
final class PriceLocation implements Callable<Reader> {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int MAX_BYTES = 10 * 1024 * 1024;

	private final String location;

	private final Duration patience;

	PriceLocation(String location) {
		this(location, PATIENCE);
	}

	PriceLocation(String location, Duration patience) {
		this.location = location;
		this.patience = patience;
	}

	@Override
	public Reader call() throws IOException {
		URLConnection connection = ResourceUtils.getURL(this.location).openConnection();
		connection.setConnectTimeout((int) this.patience.toMillis());
		connection.setReadTimeout((int) this.patience.toMillis());
		connection.setUseCaches(false);
		try (InputStream body = connection.getInputStream()) {
			byte[] whole = read(body);
			long promised = connection.getContentLengthLong();
			if (promised >= 0 && promised != whole.length) {
				throw new EOFException(
						"%s has %d bytes, of which %d came".formatted(this.location, promised, whole.length));
			}
			return new StringReader(new String(whole, StandardCharsets.UTF_8));
		}
	}

	private byte[] read(InputStream body) throws IOException {
		long start = System.nanoTime();
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		byte[] part = new byte[8192];
		int length;
		while ((length = body.read(part)) >= 0) {
			whole.write(part, 0, length);
			if (whole.size() > MAX_BYTES) {
				throw new IOException("%s has more than %d bytes".formatted(this.location, MAX_BYTES));
			}
			if (System.nanoTime() - start > this.patience.toNanos()) {
				throw new SocketTimeoutException(
						"%s was not read to its end within %s".formatted(this.location, this.patience));
			}
		}
		return whole.toByteArray();
	}

}
