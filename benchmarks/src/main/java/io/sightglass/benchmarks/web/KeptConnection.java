package io.sightglass.benchmarks.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client that costs next to nothing: one connection, one request, answers of a known
 * length.
 */
final class KeptConnection implements AutoCloseable {

	private static final byte[] REQUEST = "GET /orders/17 HTTP/1.1\r\nHost: localhost\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private static final String BODY = "\r\n\r\n17";

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private final byte[] buffer = new byte[4096];

	private int length;

	KeptConnection(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.in = this.socket.getInputStream();
		this.out = this.socket.getOutputStream();
		learn();
	}

	// Every answer is as long as the first one: its headers have a fixed width.
	private void learn() throws IOException {
		this.out.write(REQUEST);
		StringBuilder answer = new StringBuilder();
		while (answer.indexOf(BODY) < 0) {
			int read = read(0, this.buffer.length);
			answer.append(new String(this.buffer, 0, read, StandardCharsets.US_ASCII));
		}
		if (!answer.toString().startsWith("HTTP/1.1 200")) {
			throw new IOException("The application answers " + answer);
		}
		this.length = answer.length();
	}

	int exchange() throws IOException {
		this.out.write(REQUEST);
		int got = 0;
		while (got < this.length) {
			got += read(got, this.length - got);
		}
		return got;
	}

	private int read(int offset, int most) throws IOException {
		int read = this.in.read(this.buffer, offset, most);
		if (read < 0) {
			throw new EOFException("The server has closed the connection");
		}
		return read;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
