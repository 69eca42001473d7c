package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that say a byte at a time. Every second one hurries until its body, so that
 * requests stay in flight.
 */
final class SlowClients implements AutoCloseable {

	private static final int CLIENTS = 20;

	private static final int BODY = 40;

	private final List<Client> clients = new ArrayList<>();

	private final int port;

	private final byte[] words;

	private int opened;

	SlowClients(int port, byte[] words) {
		this.port = port;
		this.words = words;
	}

	void drip() {
		while (this.clients.size() < CLIENTS && open()) {
			this.opened++;
		}
		this.clients.removeIf((client) -> !client.drip());
		pause();
	}

	private boolean open() {
		try {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
			int hurry = (this.opened % 2 == 0) ? 0 : this.words.length - BODY;
			this.clients.add(new Client(socket, hurry));
			socket.getOutputStream().write(this.words, 0, hurry);
			return true;
		}
		catch (IOException ignored) {
			return false;
		}
	}

	private static void pause() {
		try {
			new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.clients.forEach(Client::close);
	}

	private final class Client {

		private final Socket socket;

		private int at;

		private Client(Socket socket, int at) {
			this.socket = socket;
			this.at = at;
		}

		// Whether it was not thrown out.
		private boolean drip() {
			try {
				this.socket.getOutputStream().write(SlowClients.this.words[this.at++ % SlowClients.this.words.length]);
				return true;
			}
			catch (IOException ex) {
				close();
				return false;
			}
		}

		private void close() {
			try {
				this.socket.close();
			}
			catch (IOException ignored) {
				// It is gone.
			}
		}

	}

}
