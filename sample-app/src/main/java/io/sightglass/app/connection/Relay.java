package io.sightglass.app.connection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.socket.MeteredServerSocketFactory;

/**
 * Takes letters (a length and so many bytes), hands them to what comes next, and returns
 * its answer.
 */
class Relay implements AutoCloseable {

	private final ServerSocket server;

	Relay(String name, Endpoints endpoints, UnaryOperator<byte[]> next) throws IOException {
		this.server = new MeteredServerSocketFactory(endpoints.server(name, "tcp")).createServerSocket(0, 50,
				InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> serve(next), "relay-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void serve(UnaryOperator<byte[]> next) {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				write(socket, next.apply(read(socket)));
			}
			catch (IOException | RuntimeException ex) {
				// The caller sees a closed connection, and the node shows as down.
			}
		}
	}

	static byte[] read(Socket socket) throws IOException {
		DataInputStream in = new DataInputStream(socket.getInputStream());
		return in.readNBytes(in.readInt());
	}

	static void write(Socket socket, byte[] letter) throws IOException {
		DataOutputStream out = new DataOutputStream(socket.getOutputStream());
		out.writeInt(letter.length);
		out.write(letter);
		out.flush();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
