package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a response used off it while it passes by: JSON, lines of JSON, an event
 * stream or Amazon's frames, zipped or not, in the formats of many providers. Which it is
 * tell its first bytes. It is fed what the application gets and keeps none of it: it
 * holds less than 9 KB, and 44 KB more while what it reads is zipped, however long a
 * stream is. One thread at a time feeds it.
 */
public final class WireReader {

	private final Parts answer = new Parts();

	private final JsonScanner scanner = new JsonScanner(WireShapes.ANSWER, this.answer);

	private final Unzipped unzipped = new Unzipped(this::framed);

	private @Nullable Runnable entries;

	private Format format = Format.NEW;

	private @Nullable EventLines lines;

	private @Nullable EventFrames frames;

	private final byte[] single = new byte[1];

	private final BufferBytes buffers = new BufferBytes(this::feed);

	private boolean broken;

	private boolean objects;

	// Written last and read first, so that whoever asks sees all that was fed.
	private volatile boolean fed;

	/**
	 * Reads on.
	 * @param bytes what came; its position stays where it is
	 */
	public void feed(ByteBuffer bytes) {
		this.buffers.feed(bytes);
	}

	public void feed(byte[] bytes, int offset, int length) {
		try {
			this.unzipped.feed(bytes, offset, offset + length);
		}
		finally {
			this.fed = true;
		}
	}

	public void feed(byte next) {
		this.single[0] = next;
		feed(this.single, 0, 1);
	}

	// Marks of a byte order and blanks may stand before anything.
	private void framed(byte[] bytes, int from, int to) {
		int i = from;
		while (this.format == Format.NEW && i < to) {
			switch (bytes[i]) {
				case ' ', '\t', '\r', '\n', (byte) 0xef, (byte) 0xbb, (byte) 0xbf -> i++;
				case '{', '[' -> this.format = Format.JSON;
				case 0 -> {
					this.format = Format.FRAMES;
					this.frames = new EventFrames(this.answer);
				}
				default -> {
					this.format = Format.LINES;
					this.lines = new EventLines(this.answer);
				}
			}
		}
		EventLines lines = this.lines;
		EventFrames frames = this.frames;
		if (lines != null) {
			lines.feed(bytes, i, to);
		}
		else if (frames != null) {
			frames.feed(bytes, i, to);
		}
		else {
			this.scanner.feed(bytes, i, to);
		}
	}

	/**
	 * Has each entry of a file of answers told apart.
	 * @param entry called at the end of each; what the reader says is then of that one,
	 * and forgotten afterwards
	 */
	public void entries(Runnable entry) {
		this.entries = entry;
	}

	/**
	 * Tells the model that was asked for: some bill by it what others do not count so.
	 * @param model its name, which an answer's own goes before
	 */
	public void asked(@Nullable String model) {
		this.answer.asked(model);
	}

	/**
	 * Gives back what reading a zipped answer took.
	 */
	public void close() {
		this.unzipped.close();
	}

	/**
	 * Whether something that the model said has passed.
	 * @return whether the first token has come
	 */
	public boolean hasContent() {
		return this.fed && this.answer.hasContent();
	}

	/**
	 * How often the model has said something.
	 * @return how many objects came that are part of its answer
	 */
	public int chunks() {
		return this.fed ? this.answer.chunks() : 0;
	}

	/**
	 * Whether all that came was whole.
	 * @return whether at least one object came, and none was cut off
	 */
	public boolean isWhole() {
		EventFrames frames = this.frames;
		return this.fed && this.objects && !this.broken && this.scanner.isBetween() && this.unzipped.isWhole()
				&& (frames == null || frames.isBetween());
	}

	/**
	 * Whether nothing that came could be read.
	 * @return whether no object has come
	 */
	public boolean isEmpty() {
		return !this.fed || !this.objects;
	}

	/**
	 * Whether an object has begun that has not ended.
	 * @return whether the rest of it is still to come
	 */
	public boolean isInside() {
		return this.fed && !this.scanner.isBetween();
	}

	/**
	 * Whether JSON has begun that has not ended.
	 * @return whether the rest of it is still to come
	 */
	public boolean isCut() {
		return this.fed && (!this.unzipped.isWhole() || (this.format == Format.JSON && !this.scanner.isBetween()));
	}

	/**
	 * What was used so far, in disjoint units.
	 * @return the usage, {@link LlmUsage#IMPOSSIBLE} where it cannot be true, or
	 * {@code null} where none was told
	 */
	public @Nullable LlmUsage usage() {
		return this.fed ? this.answer.usage() : null;
	}

	/**
	 * What the provider says that it cost.
	 * @return US dollars, or not a number where it does not say
	 */
	public double cost() {
		return this.fed ? this.answer.counts().cost() : Double.NaN;
	}

	public @Nullable String model() {
		return this.fed ? this.answer.model() : null;
	}

	public @Nullable String id() {
		return this.fed ? this.answer.id() : null;
	}

	/**
	 * The tier by which the provider bills.
	 * @return the tier, or {@code null} where none was told
	 */
	public @Nullable LlmTier tier() {
		return this.fed ? this.answer.tier() : null;
	}

	/**
	 * Why the model stopped. A stream without a reason has not come to its end.
	 * @return the provider's word, or {@code null} where none was told
	 */
	public @Nullable String finish() {
		return this.fed ? this.answer.finish() : null;
	}

	/**
	 * What went wrong inside an answer that began well.
	 * @return the provider's code, or {@code null} where none was told
	 */
	public @Nullable String error() {
		return this.fed ? this.answer.error() : null;
	}

	/**
	 * What was asked for, as far as the answer tells.
	 * @return {@code chat}, {@code embeddings} or another operation
	 */
	public String operation() {
		return this.answer.operation();
	}

	/**
	 * Whether the answer is made in the background.
	 * @return whether it says so
	 */
	public boolean isBackground() {
		return this.fed && this.answer.isBackground();
	}

	/**
	 * Whether the answer is still to be made, and to be asked for again.
	 * @return whether it is queued or in progress
	 */
	public boolean isUnfinished() {
		return this.fed && this.answer.isUnfinished();
	}

	/**
	 * Whether the prompt was refused.
	 * @return whether no answer was made because of what was asked
	 */
	public boolean isBlocked() {
		return this.fed && this.answer.isBlocked();
	}

	/**
	 * Whether what came last is an entry of a batch's results, and not of its requests.
	 * @return whether it has its caller's id, and a usage or an error
	 */
	public boolean isEntry() {
		return this.answer.isEntry();
	}

	private enum Format {

		NEW, JSON, LINES, FRAMES

	}

	private final class Parts extends WireAnswer implements EventFrames.Frames {

		@Override
		public void objectEnded() {
			super.objectEnded();
			WireReader.this.objects = true;
			Runnable entries = WireReader.this.entries;
			if (entries != null) {
				WireReader.this.fed = true;
				entries.run();
				forget();
			}
		}

		@Override
		public void data(byte[] bytes, int from, int to) {
			WireReader.this.scanner.feed(bytes, from, to);
		}

		@Override
		public void eventEnded() {
			if (!WireReader.this.scanner.isBetween()) {
				WireReader.this.broken = true;
				WireReader.this.scanner.reset();
			}
		}

		@Override
		public void failed(String code) {
			WireReader.this.objects = true;
			error(code);
		}

	}

}
