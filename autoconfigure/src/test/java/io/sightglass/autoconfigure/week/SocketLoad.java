package io.sightglass.autoconfigure.week;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets that come and go, some of them without a word.
 */
final class SocketLoad implements Load {

	private static final String TAG = " endpoint echo";

	private final HttpClient client = HttpClient.newHttpClient();

	private final URI uri;

	private final Books books;

	SocketLoad(int port, Totals totals) {
		this.uri = URI.create("ws://127.0.0.1:" + port + "/echo");
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) throws Exception {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		WebSocket socket = this.client.newWebSocketBuilder()
			.buildAsync(this.uri, new Listener(heard))
			.get(30, TimeUnit.SECONDS);
		for (int i = 0; i < 3; i++) {
			socket.sendText("hello", true).get(30, TimeUnit.SECONDS);
			assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
		}
		if (turn % 3 == 0) {
			socket.abort();
		}
		else {
			socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
			assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("bye");
			this.books.one("connections.closed reason closed" + TAG);
		}
		this.books.one("connections" + TAG);
		this.books.one("connections.closed" + TAG);
		this.books.add(15, "transport.received" + TAG);
		this.books.add(15, "transport.sent" + TAG);
		this.books.add(3, "transport.received.packets" + TAG);
		this.books.add(3, "transport.sent.packets" + TAG);
	}

	@Override
	public void check() {
		this.books.check();
		this.books.checkLevel("connections.active", 0, "endpoint", "echo");
	}

	private record Listener(BlockingQueue<String> heard) implements WebSocket.Listener {

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.heard.add(data.toString());
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
			this.heard.add("bye");
			return null;
		}

	}

}
