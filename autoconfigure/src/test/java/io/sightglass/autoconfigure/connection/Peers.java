package io.sightglass.autoconfigure.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/**
 * Whom a client asks.
 */
final class Peers {

	private static final Mono<String> FAILED = Mono.error(new IllegalStateException("as it should"));

	private Peers() {
	}

	static DisposableServer serve(HttpProtocol protocol) {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.protocol(protocol)
			.route((routes) -> routes.get("/", (request, response) -> response.sendString(Mono.just("hello")))
				.get("/fail", (request, response) -> response.status(500).send())
				.get("/never", (request, response) -> Mono.never())
				.get("/broken", (request, response) -> response.sendString(Flux.concat(Mono.just("hello"), FAILED)))
				.get("/stream",
						(request, response) -> response.sse()
							.sendString(Flux.interval(Duration.ofMillis(5)).map((n) -> "data: " + n + "\n\n"))))
			.bindNow();
	}

	/**
	 * One that reads a request's head, says something and then breaks off.
	 * @param answer what it says
	 * @param reset whether it resets the connection, or ends it
	 * @return the socket, to be closed
	 * @throws IOException where there is no port
	 */
	static ServerSocket thatBreaksOff(String answer, boolean reset) throws IOException {
		ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> {
			try {
				while (true) {
					breakOff(server.accept(), answer, reset);
				}
			}
			catch (IOException ignored) {
				// The test is over.
			}
		}, "peer");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	private static void breakOff(Socket socket, String answer, boolean reset) throws IOException {
		try (socket) {
			socket.getInputStream().read(new byte[8192]);
			socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().flush();
			if (reset) {
				socket.setSoLinger(true, 0);
			}
		}
	}

}
