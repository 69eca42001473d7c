package io.sightglass.instrumentation.socket;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts each write as a packet.
 */
final class MeteredOutput extends FilterOutputStream {

	private final SocketMeter meter;

	MeteredOutput(OutputStream out, SocketMeter meter) {
		super(out);
		this.meter = meter;
	}

	@Override
	public void write(int value) throws IOException {
		try {
			this.out.write(value);
			this.meter.sent(1);
		}
		catch (IOException ex) {
			this.meter.failed(ex);
			throw ex;
		}
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		try {
			this.out.write(bytes, offset, length);
			this.meter.sent(length);
		}
		catch (IOException ex) {
			this.meter.failed(ex);
			throw ex;
		}
	}

}
