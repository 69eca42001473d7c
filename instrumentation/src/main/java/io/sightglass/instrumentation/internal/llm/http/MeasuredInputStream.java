package io.sightglass.instrumentation.internal.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The body of a response, which its call reads with the application: the same pieces at
 * the same time.
 */
public final class MeasuredInputStream extends FilterInputStream {

	private final HttpCall call;

	private final byte[] one = new byte[1];

	private boolean ended;

	public MeasuredInputStream(InputStream body, HttpCall call) {
		super(body);
		this.call = call;
	}

	@Override
	public int read() throws IOException {
		return (read(this.one, 0, 1) < 0) ? -1 : this.one[0] & 0xff;
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		int read;
		try {
			read = super.read(into, offset, length);
		}
		catch (Throwable ex) {
			if (!this.ended) {
				this.ended = true;
				this.call.failed(ex);
			}
			throw ex;
		}
		if (read > 0) {
			this.call.read(ByteBuffer.wrap(into, offset, read));
		}
		else if (read < 0) {
			end();
		}
		return read;
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
