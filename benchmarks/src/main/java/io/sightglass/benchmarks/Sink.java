package io.sightglass.benchmarks;

import java.io.OutputStream;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Where a scrape goes: it copies, as a socket would.
 */
@State(Scope.Thread)
public class Sink extends OutputStream {

	private static final int SIZE = 1 << 16;

	private final byte[] buffer = new byte[SIZE];

	private long written;

	@Override
	public void write(int one) {
		this.buffer[0] = (byte) one;
		this.written++;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		for (int at = 0; at < length; at += SIZE) {
			System.arraycopy(bytes, offset + at, this.buffer, 0, Math.min(SIZE, length - at));
		}
		this.written += length;
	}

	long written() {
		return this.written;
	}

}
