package io.sightglass.instrumentation.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A socket whose connect, close and streams are metered. It has no channel, so everything
 * passes its streams.
 */
final class MeteredSocket extends Socket {

	private final SocketMeter meter;

	MeteredSocket(SocketMeter meter) {
		this.meter = meter;
	}

	@Override
	public void connect(SocketAddress remote, int timeout) throws IOException {
		try {
			super.connect(remote, timeout);
		}
		catch (IOException ex) {
			this.meter.attemptFailed(ex);
			throw ex;
		}
		this.meter.opened();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new MeteredInput(super.getInputStream(), this.meter);
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return new MeteredOutput(super.getOutputStream(), this.meter);
	}

	// Without the socket's lock: a meter that hangs holds nobody up who asks the socket.
	@Override
	@SuppressWarnings("UnsynchronizedOverridesSynchronized")
	public void close() throws IOException {
		this.meter.closed();
		super.close();
	}

}
