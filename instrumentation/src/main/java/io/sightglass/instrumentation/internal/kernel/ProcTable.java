package io.sightglass.instrumentation.internal.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One of the kernel's tables of a line of names and a line of values, such as
 * {@code Tcp:} in /proc/net/snmp. The columns are found by name at each read, since
 * kernels differ; reading reuses one buffer and makes no strings.
 */
final class ProcTable {

	private static final int LONGEST = 64 * 1024;

	private final Path file;

	private final byte[] prefix;

	private final byte[][] columns;

	private final long[] values;

	private byte[] buffer = new byte[4096];

	private int length;

	ProcTable(Path file, String prefix, String... columns) {
		this.file = file;
		this.prefix = ascii(prefix);
		this.columns = new byte[columns.length][];
		for (int i = 0; i < columns.length; i++) {
			this.columns[i] = ascii(columns[i]);
		}
		this.values = new long[columns.length];
	}

	/**
	 * Reads the table.
	 * @return the values in the order of the columns, the same array each time
	 * @throws IOException where the file or a column is missing
	 */
	long[] read() throws IOException {
		fill();
		int names = line(0);
		int numbers = (names < 0) ? -1 : line(end(names));
		if (numbers < 0) {
			throw new IOException(this.file + " has no table " + new String(this.prefix, StandardCharsets.US_ASCII));
		}
		int found = 0;
		int name = names + this.prefix.length;
		int number = numbers + this.prefix.length;
		while ((name = word(name)) >= 0 && (number = word(number)) >= 0) {
			int column = column(name);
			if (column >= 0) {
				this.values[column] = number(number);
				found++;
			}
			name = wordEnd(name);
			number = wordEnd(number);
		}
		if (found < this.columns.length) {
			throw new IOException(this.file + " lacks a column");
		}
		return this.values;
	}

	private void fill() throws IOException {
		this.length = 0;
		try (InputStream in = Files.newInputStream(this.file)) {
			int count;
			while ((count = in.read(this.buffer, this.length, this.buffer.length - this.length)) > 0) {
				this.length += count;
				if (this.length == this.buffer.length && this.length < LONGEST) {
					this.buffer = Arrays.copyOf(this.buffer, this.length * 2);
				}
			}
		}
	}

	// Where the next line begins that has the prefix.
	private int line(int from) {
		for (int at = from; at < this.length; at = end(at)) {
			if (matches(at, this.prefix)) {
				return at;
			}
		}
		return -1;
	}

	private int end(int from) {
		int at = from;
		while (at < this.length && this.buffer[at] != '\n') {
			at++;
		}
		return at + 1;
	}

	private int word(int from) {
		int at = from;
		while (at < this.length && this.buffer[at] == ' ') {
			at++;
		}
		return (at < this.length && this.buffer[at] != '\n') ? at : -1;
	}

	private int wordEnd(int from) {
		int at = from;
		while (at < this.length && this.buffer[at] != ' ' && this.buffer[at] != '\n') {
			at++;
		}
		return at;
	}

	private int column(int at) {
		int size = wordEnd(at) - at;
		for (int i = 0; i < this.columns.length; i++) {
			if (this.columns[i].length == size && matches(at, this.columns[i])) {
				return i;
			}
		}
		return -1;
	}

	private boolean matches(int at, byte[] text) {
		if (at + text.length > this.length) {
			return false;
		}
		for (int i = 0; i < text.length; i++) {
			if (this.buffer[at + i] != text[i]) {
				return false;
			}
		}
		return true;
	}

	private long number(int from) {
		boolean negative = this.buffer[from] == '-';
		long value = 0;
		for (int at = negative ? from + 1 : from; at < this.length; at++) {
			int digit = this.buffer[at] - '0';
			if (digit < 0 || digit > 9) {
				break;
			}
			value = value * 10 + digit;
		}
		return negative ? -value : value;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
