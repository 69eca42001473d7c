package io.sightglass.autoconfigure.lifetime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that outlives the applications which ask it.
 */
final class Elsewhere implements AutoCloseable {

	private final HttpServer server;

	Elsewhere() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", Elsewhere::answer);
		this.server.start();
	}

	private static void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write(new byte[2]);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
