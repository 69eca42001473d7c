package io.sightglass.scrape;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The text of a number with a fraction, which is dear to write, for as long as the number
 * stays the same: most timers rest between two scrapes. It is made at the second sight,
 * so that a number that always moves leaves nothing behind. Scrapes may use it at once.
 */
final class Remembered {

	// A hint only: the text has its own number.
	private long last;

	private @Nullable Text text;

	/**
	 * The text of a number.
	 * @param value the number
	 * @return its text if it is known
	 */
	byte @Nullable [] text(double value) {
		long bits = Double.doubleToRawLongBits(value);
		Text known = this.text;
		if (known != null && known.bits() == bits) {
			return known.bytes();
		}
		if (this.last == bits && Double.isFinite(value)) {
			this.text = new Text(bits, Double.toString(value).getBytes(StandardCharsets.US_ASCII));
		}
		this.last = bits;
		return null;
	}

	private record Text(long bits, byte[] bytes) {
	}

}
