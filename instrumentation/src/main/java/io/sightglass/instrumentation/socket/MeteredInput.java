package io.sightglass.instrumentation.socket;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts each read as a packet.
 */
final class MeteredInput extends FilterInputStream {

	private final SocketMeter meter;

	MeteredInput(InputStream in, SocketMeter meter) {
		super(in);
		this.meter = meter;
	}

	@Override
	public int read() throws IOException {
		try {
			int read = this.in.read();
			if (read >= 0) {
				this.meter.received(1);
			}
			return read;
		}
		catch (IOException ex) {
			this.meter.failed(ex);
			throw ex;
		}
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		try {
			int read = this.in.read(bytes, offset, length);
			if (read > 0) {
				this.meter.received(read);
			}
			return read;
		}
		catch (IOException ex) {
			this.meter.failed(ex);
			throw ex;
		}
	}

}
