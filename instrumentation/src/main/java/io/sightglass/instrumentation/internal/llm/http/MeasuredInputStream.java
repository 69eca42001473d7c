package io.sightglass.instrumentation.internal.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The body of a response, which its call reads with the application: the same pieces at
 * the same time.
 */
public final class MeasuredInputStream extends FilterInputStream {

	private static final int MOST_SKIPPED = 4096;

	private final HttpCall call;

	private final byte[] one = new byte[1];

	private final boolean waiting;

	private final Consumer<Throwable> failed;

	// Thrown when what came before it was handed over.
	private @Nullable IOException later;

	// Whether the call knows what was read last.
	private boolean told;

	private boolean ended;

	public MeasuredInputStream(InputStream body, HttpCall call) {
		this(body, call, false, call::failed);
	}

	/**
	 * A body.
	 * @param body the body itself
	 * @param call the call that it answers
	 * @param waiting whether it waits until all that is asked for has come
	 * @param failed told why the body breaks off
	 */
	public MeasuredInputStream(InputStream body, HttpCall call, boolean waiting, Consumer<Throwable> failed) {
		super(body);
		this.call = call;
		this.waiting = waiting;
		this.failed = failed;
	}

	@Override
	public int read() throws IOException {
		return (read(this.one, 0, 1) < 0) ? -1 : this.one[0] & 0xff;
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		int read;
		try {
			if (this.later != null) {
				throw this.later;
			}
			read = (this.waiting && length > 1 && this.call.awaitsFirstToken()) ? untilFirstToken(into, offset, length)
					: super.read(into, offset, length);
		}
		catch (Throwable ex) {
			if (!this.ended) {
				this.ended = true;
				this.failed.accept(ex);
			}
			throw ex;
		}
		if (read > 0) {
			if (!this.told) {
				this.call.read(ByteBuffer.wrap(into, offset, read));
			}
			this.told = false;
		}
		else if (read < 0) {
			end();
		}
		return read;
	}

	// Byte by byte, so that the first token is seen when it comes and not with the last
	// byte that was asked for.
	private int untilFirstToken(byte[] into, int offset, int length) throws IOException {
		for (int i = 0; i < length; i++) {
			int next;
			try {
				next = this.in.read();
			}
			catch (IOException ex) {
				if (i == 0) {
					throw ex;
				}
				this.later = ex;
				return told(i);
			}
			if (next < 0) {
				return (i == 0) ? -1 : told(i);
			}
			into[offset + i] = (byte) next;
			this.call.read(ByteBuffer.wrap(into, offset + i, 1));
			if (!this.call.awaitsFirstToken()) {
				return told(i + 1);
			}
		}
		return told(length);
	}

	private int told(int read) {
		this.told = true;
		return read;
	}

	// What is skipped is read, too.
	@Override
	public long skip(long count) throws IOException {
		byte[] skipped = new byte[(int) Math.max(0, Math.min(count, MOST_SKIPPED))];
		return (skipped.length > 0) ? Math.max(0, read(skipped, 0, skipped.length)) : 0;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

	@Override
	public void close() throws IOException {
		endCall();
		super.close();
	}

	// The application may stop before the end, as a JSON parser does at the last brace.
	public void endCall() {
		if (!this.ended) {
			this.ended = true;
			this.call.closed();
		}
	}

	private void end() {
		if (!this.ended) {
			this.ended = true;
			this.call.ended();
		}
	}

}
