package io.sightglass.autoconfigure.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a client says on one connection, and how it ends it.
 *
 * @param requests the requests, as bytes
 * @param pipelined whether all are sent before an answer is read
 * @param ending how the connection ends
 */
record Conversation(List<byte[]> requests, boolean pipelined, Ending ending) {

	enum Ending {

		/** When all answers were read. */
		READ,

		/** The client has sent all that it will send, and reads on. */
		HALF_CLOSED,

		/** Before an answer is read. */
		HUNG_UP,

		/** Amid an answer, with a reset. */
		RESET

	}

	/** No answer. Whether the client sees an end or a reset is a matter of time. */
	static final String END = "end";

	private static final String SILENCE = "silence";

	static final String NO_STATUS = "no status";

	private static final int AMID = 3000;

	/**
	 * Holds the conversation.
	 * @param port where the server is
	 * @return the status of each answer, or what came in its place
	 * @throws IOException if the server cannot be reached
	 */
	List<String> hold(int port) throws IOException {
		List<String> statuses = new ArrayList<>();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(20_000);
			socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			try {
				if (this.pipelined) {
					socket.getOutputStream().write(together());
				}
				for (byte[] request : this.requests) {
					if (!this.pipelined) {
						socket.getOutputStream().write(request);
					}
					if (this.ending == Ending.HALF_CLOSED && request == last()) {
						socket.shutdownOutput();
					}
					if (this.ending == Ending.HUNG_UP && (this.pipelined || request == last())) {
						return statuses;
					}
					if (this.ending == Ending.RESET && request == last()) {
						in.readNBytes(AMID);
						socket.setSoLinger(true, 0);
						return statuses;
					}
					String status = answer(in, request);
					statuses.add(status);
					if (!status.matches("\\d+")) {
						return statuses;
					}
				}
			}
			catch (SocketTimeoutException ex) {
				statuses.add(SILENCE);
			}
			catch (SocketException ex) {
				statuses.add(END);
			}
		}
		return statuses;
	}

	/**
	 * Whether a request is for the server itself, and not for what it serves.
	 * @param request the number of the request
	 * @return whether it is one of the kind {@code OPTIONS *}
	 */
	boolean isForTheServer(int request) {
		return new String(this.requests.get(request), StandardCharsets.ISO_8859_1).matches("(?s)OPTIONS +\\* .*");
	}

	/**
	 * Whether the body of a request says no length in its first chunk.
	 * @param request the number of the request
	 * @return whether nobody can read it
	 */
	boolean hasUnreadableBody(int request) {
		return new String(this.requests.get(request), StandardCharsets.ISO_8859_1).endsWith("\r\n\r\nzz\r\n");
	}

	private byte[] last() {
		return this.requests.get(this.requests.size() - 1);
	}

	private byte[] together() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		this.requests.forEach(all::writeBytes);
		return all.toByteArray();
	}

	// Its status, when its last byte was read; an answer before the answer is none.
	private static String answer(InputStream in, byte[] request) throws IOException {
		while (true) {
			String line = line(in);
			if (line == null) {
				return END;
			}
			String[] words = line.split(" ");
			if (!words[0].startsWith("HTTP/") || words.length < 2) {
				return NO_STATUS;
			}
			long length = -1;
			boolean chunked = false;
			for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
				String lower = header.toLowerCase(Locale.ROOT);
				chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
				length = lower.startsWith("content-length:") ? Long.parseLong(lower.substring(15).strip()) : length;
			}
			if (words[1].startsWith("1")) {
				continue;
			}
			boolean none = words[1].equals("204") || words[1].equals("304")
					|| new String(request, 0, Math.min(5, request.length), StandardCharsets.ISO_8859_1).equals("HEAD ");
			if (!none) {
				read(in, length, chunked);
			}
			return words[1];
		}
	}

	private static void read(InputStream in, long length, boolean chunked) throws IOException {
		if (chunked) {
			int size = 1;
			while (size > 0) {
				String line = line(in);
				if (line == null) {
					return;
				}
				size = Integer.parseInt(line.strip(), 16);
				in.readNBytes(size);
				line(in);
			}
		}
		else {
			in.readNBytes((length < 0) ? Integer.MAX_VALUE : (int) length);
		}
	}

	private static @Nullable String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			if (next < 0) {
				return line.isEmpty() ? null : line.toString();
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.ending + (this.pipelined ? " at once" : ""));
		for (byte[] request : this.requests) {
			String words = new String(request, StandardCharsets.UTF_8).replace("\r\n", "\\r\\n");
			text.append("\n  ").append((words.length() > 400) ? words.substring(0, 400) + "…" : words);
		}
		return text.toString();
	}

}
