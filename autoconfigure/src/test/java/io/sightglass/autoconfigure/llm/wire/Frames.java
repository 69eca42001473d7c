package io.sightglass.autoconfigure.llm.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Bodies that are no text: zipped ones and those of Amazon's binary event stream.
 */
final class Frames {

	private Frames() {
	}

	/**
	 * A stream of events.
	 * @param lines of each event its type and its JSON; that of a {@code chunk} comes in
	 * Base64, and a type with {@code !} before it is an exception
	 * @return the frames
	 */
	static byte[] of(String lines) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		lines.lines().filter((line) -> !line.isBlank()).forEach((line) -> {
			String type = line.substring(0, line.indexOf(' '));
			String json = line.substring(line.indexOf(' ') + 1);
			String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
			out.writeBytes(frame(type, type.equals("chunk") ? "{\"bytes\":\"" + base64 + "\",\"p\":\"abcd\"}" : json));
		});
		return out.toByteArray();
	}

	private static byte[] frame(String type, String payload) {
		boolean exception = type.startsWith("!");
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		header(headers, exception ? ":exception-type" : ":event-type", exception ? type.substring(1) : type);
		header(headers, ":content-type", "application/json");
		header(headers, ":message-type", exception ? "exception" : "event");
		byte[] body = payload.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(frame)) {
			out.writeInt(12 + headers.size() + body.length + 4);
			out.writeInt(headers.size());
			out.writeInt(checksum(frame.toByteArray()));
			out.write(headers.toByteArray());
			out.write(body);
			out.writeInt(checksum(frame.toByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return frame.toByteArray();
	}

	private static void header(ByteArrayOutputStream headers, String name, String value) {
		headers.write(name.length());
		headers.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
		headers.write(7);
		headers.write(value.length() >> 8);
		headers.write(value.length());
		headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
	}

	private static int checksum(byte[] bytes) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes);
		return (int) checksum.getValue();
	}

	static byte[] inMembers(byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(zipped(Arrays.copyOf(body, body.length / 2)));
		out.writeBytes(zipped(Arrays.copyOfRange(body, body.length / 2, body.length)));
		return out.toByteArray();
	}

	static byte[] deflated(byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
			zip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	static byte[] zipped(byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
			zip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

}
