package io.sightglass.autoconfigure.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A body that is looked at as it is read: in the same pieces, at the same time.
 */
class WatchedBody extends FilterInputStream {

	private final HttpCall call;

	private boolean over;

	WatchedBody(InputStream body, HttpCall call) {
		super(body);
		this.call = call;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		int read;
		try {
			read = super.read(into, offset, length);
		}
		catch (IOException | RuntimeException ex) {
			if (!this.over) {
				this.over = true;
				this.call.failed(ex);
			}
			throw ex;
		}
		if (read > 0) {
			this.call.passed(ByteBuffer.wrap(into, offset, read));
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
		closed();
		super.close();
	}

	// A JSON parser may stop at the last brace and never see the end.
	void closed() {
		if (!this.over) {
			this.over = true;
			this.call.closed();
		}
	}

	private void end() {
		if (!this.over) {
			this.over = true;
			this.call.ended();
		}
	}

}
