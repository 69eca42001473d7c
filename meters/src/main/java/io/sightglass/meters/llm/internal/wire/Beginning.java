package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a body, zipped or not: what a provider writes of an error.
 */
public final class Beginning {

	private static final int MOST = 2048;

	private final Unzipped unzipped = new Unzipped(this::keep);

	private byte[] kept = {};

	private int length;

	/**
	 * Reads on.
	 * @param bytes what came; its position stays where it is
	 */
	public void feed(ByteBuffer bytes) {
		if (this.length < MOST) {
			byte[] copied = new byte[Math.min(MOST, bytes.remaining())];
			bytes.get(bytes.position(), copied);
			this.unzipped.feed(copied, 0, copied.length);
		}
	}

	private void keep(byte[] bytes, int from, int to) {
		if (this.kept.length == 0) {
			this.kept = new byte[MOST];
		}
		int part = Math.min(to - from, MOST - this.length);
		System.arraycopy(bytes, from, this.kept, this.length, part);
		this.length += part;
	}

	/**
	 * Gives back what reading a zipped body took.
	 */
	public void close() {
		this.unzipped.close();
	}

	@Override
	public String toString() {
		return new String(this.kept, 0, this.length, StandardCharsets.UTF_8);
	}

}
