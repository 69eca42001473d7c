package io.sightglass.autoconfigure.llm;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sightglass.meters.llm.price.DatedReader;
import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ResourceUtils;

/**
 * A price file or address, read as a whole or not at all. A place that stalls, trickles,
 * never ends or breaks off is an error in bounded time and memory. What it is called has
 * no user, password or query in it.
 */
final class PriceLocation implements Callable<Reader> {

	static final String PROPERTY = "sightglass.llm.price-location";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration PATIENCE_AT_START = Duration.ofSeconds(2);

	private static final int MAX_BYTES = 10 * 1024 * 1024;

	private static final String ALLOWED = "It is the path of a file (/etc/prices.csv or file:/etc/prices.csv), a "
			+ "resource (classpath:prices.csv) or an address that begins with https:// or http://.";

	private final String location;

	private final String shown;

	private final Duration patience;

	PriceLocation(String location) {
		this(location, PATIENCE);
	}

	PriceLocation(String location, Duration patience) {
		this.location = location.strip();
		this.shown = Printable.place(this.location);
		this.patience = patience;
	}

	/**
	 * A place that may hold prices.
	 * @param location the value of the property
	 * @return the place
	 * @throws InvalidConfigurationPropertyValueException if it can be none: it is no
	 * address and no file that can be read
	 */
	static PriceLocation checked(String location) {
		PriceLocation place = new PriceLocation(location);
		String wrong = place.wrongInTime();
		if (wrong != null) {
			throw WrongProperty.of(PROPERTY, place.shown, wrong + " " + ALLOWED);
		}
		return place;
	}

	// Some file systems stall, which is no fault of the property.
	private @Nullable String wrongInTime() {
		FutureTask<@Nullable String> wrong = new FutureTask<>(this::wrong);
		Thread thread = new Thread(wrong, "sightglass-llm-prices-look");
		thread.setDaemon(true);
		thread.start();
		try {
			return wrong.get(PATIENCE_AT_START.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException ex) {
			return "It cannot be looked at.";
		}
	}

	private @Nullable String wrong() {
		if (this.location.isEmpty()) {
			return "It is empty.";
		}
		try {
			switch (scheme()) {
				case "http", "https" -> address();
				case "classpath" -> resource();
				case "", "file" -> file();
				default -> {
					return "Prices cannot be read from such an address.";
				}
			}
			return null;
		}
		catch (IOException ex) {
			return ex.getMessage() + ".";
		}
	}

	@Override
	public Reader call() throws IOException {
		return switch (scheme()) {
			case "http", "https" -> {
				PriceDownload download = new PriceDownload(this.shown, MAX_BYTES, this.patience);
				String text = text(download.read(address()));
				yield new DatedReader(text, download.changed());
			}
			case "", "file", "classpath" -> readHere();
			default -> throw new IOException(this.shown + " is no address of prices");
		};
	}

	@Override
	public String toString() {
		return this.shown;
	}

	// A single letter is a drive.
	private String scheme() {
		int colon = this.location.indexOf(':');
		return (colon > 1 && this.location.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*"))
				? this.location.substring(0, colon).toLowerCase(Locale.ROOT) : "";
	}

	private URI address() throws IOException {
		try {
			URI address = new URI(this.location);
			if (address.getHost() != null && address.getPort() <= 65535) {
				return address;
			}
		}
		catch (URISyntaxException ignored) {
			// Its text is that of the address.
		}
		throw new IOException("It is no address with a host");
	}

	private Path file() throws IOException {
		Path file;
		try {
			if (scheme().equals("file") && !ResourceUtils.toURL(this.location).getHost().isEmpty()) {
				throw new IOException("It has a host");
			}
			file = scheme().isEmpty() ? Path.of(this.location) : ResourceUtils.getFile(this.location).toPath();
		}
		catch (FileNotFoundException | IllegalArgumentException ex) {
			throw new IOException("It is no path");
		}
		if (!Files.exists(file)) {
			throw new IOException("There is no such file");
		}
		// A pipe or a device would hold whoever opens it.
		if (!Files.isRegularFile(file)) {
			throw new IOException(Files.isDirectory(file) ? "It is a folder" : "It is no regular file");
		}
		if (!Files.isReadable(file)) {
			throw new IOException("It may not be read");
		}
		return file;
	}

	private URL resource() throws IOException {
		try {
			return ResourceUtils.getURL(this.location);
		}
		catch (FileNotFoundException ex) {
			throw new IOException("There is no such resource");
		}
	}

	private Reader readHere() throws IOException {
		Instant changed;
		byte[] whole;
		try (InputStream body = scheme().equals("classpath") ? open(resource()) : Files.newInputStream(file())) {
			changed = scheme().equals("classpath") ? null : Files.getLastModifiedTime(file()).toInstant();
			whole = read(body);
		}
		catch (FileSystemException ex) {
			throw new IOException(this.shown + " cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
		catch (InterruptedIOException | ClosedByInterruptException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw new IOException(this.shown + " cannot be read: " + ex.getMessage());
		}
		return new DatedReader(text(whole), changed);
	}

	private static InputStream open(URL resource) throws IOException {
		URLConnection connection = resource.openConnection();
		connection.setUseCaches(false);
		return connection.getInputStream();
	}

	private byte[] read(InputStream body) throws IOException {
		long start = System.nanoTime();
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		byte[] part = new byte[8192];
		int length;
		while ((length = body.read(part)) >= 0) {
			whole.write(part, 0, length);
			if (whole.size() > MAX_BYTES) {
				throw new IOException("it has more than " + MAX_BYTES + " bytes");
			}
			if (System.nanoTime() - start > this.patience.toNanos()) {
				throw new SocketTimeoutException(
						"%s was not read to its end within %s".formatted(this.shown, this.patience));
			}
		}
		return whole.toByteArray();
	}

	private String text(byte[] whole) throws IOException {
		if (startsWith(whole, 0xFF, 0xFE, 0, 0) || startsWith(whole, 0, 0, 0xFE, 0xFF)) {
			throw new IOException(this.shown + " is written in UTF-32; write it in UTF-8");
		}
		if (startsWith(whole, 0xEF, 0xBB, 0xBF)) {
			return text(whole, 3, StandardCharsets.UTF_8);
		}
		if (startsWith(whole, 0xFE, 0xFF)) {
			return text(whole, 2, StandardCharsets.UTF_16BE);
		}
		return startsWith(whole, 0xFF, 0xFE) ? text(whole, 2, StandardCharsets.UTF_16LE)
				: text(whole, 0, StandardCharsets.UTF_8);
	}

	private String text(byte[] whole, int from, Charset charset) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(whole, from, whole.length - from);
		try {
			return charset.newDecoder().decode(bytes).toString();
		}
		catch (CharacterCodingException ex) {
			int line = 1;
			for (int i = from; i < bytes.position(); i++) {
				line += (whole[i] == '\n') ? 1 : 0;
			}
			throw new IOException("%s is not written in %s, which line %d shows; write it in UTF-8"
				.formatted(this.shown, charset, line));
		}
	}

	private static boolean startsWith(byte[] whole, int... mark) {
		for (int i = 0; i < mark.length; i++) {
			if (i >= whole.length || (whole[i] & 0xFF) != mark[i]) {
				return false;
			}
		}
		return true;
	}

}
