package io.sightglass.registry.internal.text;

import java.io.IOException;
import java.io.OutputStream;

import io.prometheus.metrics.model.snapshots.Exemplar;

/**
 * Lines of a scrape on their way to a stream, through one buffer.
 */
public final class Lines {

	public static final int SIZE = 1 << 16;

	// The longest number is 24 characters, and a newline follows.
	private static final int NUMBER = 32;

	private final OutputStream out;

	private byte[] buffer;

	private int position;

	private int start;

	private int mark;

	private final StringBuilder digits = new StringBuilder(NUMBER);

	public Lines(OutputStream out, byte[] buffer) {
		this.out = out;
		this.buffer = buffer;
	}

	/**
	 * The buffer, for another scrape.
	 * @return the buffer
	 */
	public byte[] buffer() {
		return this.buffer;
	}

	/**
	 * Begins a sample.
	 * @param name the sample's name
	 * @param labels its labels in braces, and a space
	 * @throws IOException if the stream is broken
	 */
	public void begin(byte[] name, byte[] labels) throws IOException {
		room(name.length + labels.length + NUMBER);
		this.start = this.position;
		append(name, name.length);
		append(labels, labels.length);
	}

	/**
	 * Begins a sample with a further label.
	 * @param name the sample's name
	 * @param labels its labels in braces, and a space
	 * @param further a comma, the further label, the closing brace, and a space
	 * @throws IOException if the stream is broken
	 */
	public void begin(byte[] name, byte[] labels, byte[] further) throws IOException {
		room(name.length + labels.length + further.length + NUMBER);
		this.start = this.position;
		append(name, name.length);
		if (labels.length > 1) {
			append(labels, labels.length - 2);
			append(further, further.length);
		}
		else {
			this.buffer[this.position] = '{';
			System.arraycopy(further, 1, this.buffer, this.position + 1, further.length - 1);
			this.position += further.length;
		}
	}

	/**
	 * Begins a sample with the name and the labels of the one before.
	 * @param length how long they are, without the closing brace
	 * @param further a comma, the further label, the closing brace, and a space
	 * @return false if that one is not in the buffer any more
	 */
	public boolean again(int length, byte[] further) {
		if (length + further.length + NUMBER > this.buffer.length - this.position) {
			return false;
		}
		System.arraycopy(this.buffer, this.start, this.buffer, this.position, length);
		this.start = this.position;
		this.position += length;
		append(further, further.length);
		return true;
	}

	/**
	 * Sends what is there, where a line with an exemplar would not fit.
	 * @param length how long the line is up to its value
	 * @param begin how the exemplar begins
	 * @return false if the sample before is not in the buffer any more
	 * @throws IOException if the stream is broken
	 */
	public boolean keeps(int length, byte[] begin) throws IOException {
		int before = this.position;
		room(length + NUMBER + ExemplarText.length(begin));
		return this.position == before;
	}

	/**
	 * Puts an exemplar behind the sample that has ended, for which there is room.
	 * @param exemplar the exemplar
	 * @param begin how it begins
	 */
	public void exemplar(Exemplar exemplar, byte[] begin) {
		this.position = ExemplarText.write(exemplar, begin, this.buffer, this.position - 1, this.digits);
		this.buffer[this.position++] = '\n';
	}

	/**
	 * Begins a series of samples.
	 */
	public void mark() {
		this.mark = this.position;
	}

	/**
	 * Takes the series back, as far as it has not been sent.
	 */
	public void drop() {
		this.position = this.mark;
	}

	public void end(double value) {
		this.position = Numbers.write(value, this.buffer, this.position, this.digits);
		this.buffer[this.position++] = '\n';
	}

	/**
	 * Ends a sample with the text of a number that is known from before.
	 * @param text the text, behind the number itself
	 */
	public void end(byte[] text) {
		int length = text.length - Remembered.START;
		System.arraycopy(text, Remembered.START, this.buffer, this.position, length);
		this.position += length;
		this.buffer[this.position++] = '\n';
	}

	public void end(long value) {
		this.position = Numbers.write(value, this.buffer, this.position);
		this.buffer[this.position++] = '\n';
	}

	void endSeconds(long millis) {
		this.position = Numbers.seconds(millis, this.buffer, this.position);
		this.buffer[this.position++] = '\n';
	}

	public void write(byte[] text, int length) throws IOException {
		room(length);
		append(text, length);
		this.start = this.position;
	}

	public void flush() throws IOException {
		if (this.position > 0) {
			int length = this.position;
			this.position = 0;
			this.start = 0;
			this.mark = 0;
			try {
				this.out.write(this.buffer, 0, length);
			}
			catch (RuntimeException ex) {
				throw new IOException("The scrape could not be sent", ex);
			}
		}
	}

	private void append(byte[] text, int length) {
		System.arraycopy(text, 0, this.buffer, this.position, length);
		this.position += length;
	}

	private void room(int length) throws IOException {
		if (length > this.buffer.length - this.position) {
			flush();
			if (length > this.buffer.length) {
				this.buffer = new byte[length];
			}
		}
	}

}
