package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a response used off it while it passes by: JSON, lines of JSON, an event
 * stream or Amazon's frames, zipped or not, in the formats of many providers. Which it is
 * tell its first bytes. It is fed what the application gets and keeps none of it: it
 * holds less than 6 KB, and 44 KB more while what it reads is zipped, however long a
 * stream is. One thread at a time feeds it.
 */
public final class WireReader {

	private static final String COMPLETED = "completed";

	private static final byte[] COMPLETED_BYTES = bytes(COMPLETED);

	private static final byte[] DONE = bytes("done");

	private static final byte[] ERROR = bytes("error");

	private static final byte[] REQUIRES_ACTION = bytes("requires_action");

	private static final byte[] FAILED = bytes("failed");

	private static final byte[] CANCELLED = bytes("cancelled");

	private static final byte[] QUEUED = bytes("queued");

	private static final byte[] IN_PROGRESS = bytes("in_progress");

	private static final byte[] SUCCEEDED = bytes("succeeded");

	private static final byte[] IMAGE = bytes("image_");

	private static final byte[] TRANSCRIPT = bytes("transcript.");

	private static final byte[] SPEECH = bytes("speech.");

	private static final byte[] FUNCTION_CALL = bytes("function_call");

	private static final byte[] WEB_SEARCH_CALL = bytes("web_search_call");

	private static final byte[] HOUR = bytes("1h");

	private final WireCounts counts = new WireCounts();

	private final Finder finder = new Finder();

	private final JsonScanner scanner = new JsonScanner(WireShapes.ANSWER, this.finder);

	private final Unzipped unzipped = new Unzipped(this::framed);

	private final Held model = new Held();

	private final Held id = new Held();

	private final Held finish = new Held();

	private final Held object = new Held();

	private final Held error = new Held();

	private final Held code = new Held();

	private final Held eventCode = new Held();

	private final Held tier = new Held();

	private @Nullable Runnable entries;

	private Format format = Format.NEW;

	private @Nullable EventLines lines;

	private @Nullable EventFrames frames;

	private final byte[] single = new byte[1];

	private byte[] copied = {};

	private boolean routed;

	private boolean tools;

	private boolean background;

	private boolean unfinished;

	private boolean blocked;

	private boolean entry;

	private boolean broken;

	private boolean objects;

	private boolean content;

	// Written last and read first, so that whoever asks sees all that was fed.
	private volatile boolean fed;

	/**
	 * Reads on.
	 * @param bytes what came; its position stays where it is
	 */
	public void feed(ByteBuffer bytes) {
		if (bytes.hasArray()) {
			feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
			return;
		}
		if (this.copied.length == 0) {
			this.copied = new byte[1024];
		}
		for (int at = bytes.position(); at < bytes.limit(); at += this.copied.length) {
			int length = Math.min(this.copied.length, bytes.limit() - at);
			bytes.get(at, this.copied, 0, length);
			feed(this.copied, 0, length);
		}
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
					this.frames = new EventFrames(this.finder);
				}
				default -> {
					this.format = Format.LINES;
					this.lines = new EventLines(this.finder);
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
		return this.fed && this.content;
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
	 * Whether JSON has begun that has not ended.
	 * @return whether the rest of it is still to come
	 */
	public boolean isCut() {
		return this.fed
				&& (!this.unzipped.isWhole() || (this.format == Format.JSON && !this.scanner.isBetween()));
	}

	/**
	 * What was used so far, in disjoint units.
	 * @return the usage, {@link LlmUsage#IMPOSSIBLE} where it cannot be true, or
	 * {@code null} where none was told
	 */
	public @Nullable LlmUsage usage() {
		return this.fed ? this.counts.usage() : null;
	}

	/**
	 * What the provider says that it cost.
	 * @return US dollars, or not a number where it does not say
	 */
	public double cost() {
		return this.fed ? this.counts.cost() : Double.NaN;
	}

	public @Nullable String model() {
		return this.fed ? this.model.get() : null;
	}

	public @Nullable String id() {
		return this.fed ? this.id.get() : null;
	}

	/**
	 * The tier by which the provider bills.
	 * @return the tier, or {@code null} where none was told
	 */
	public @Nullable LlmTier tier() {
		String word = this.fed ? this.tier.get() : null;
		return (word != null) ? tier(word.toLowerCase(Locale.ROOT)) : null;
	}

	private static LlmTier tier(String word) {
		for (LlmTier tier : LlmTier.values()) {
			// Such as Google's on_demand_flex.
			if (word.endsWith(tier.tag())) {
				return tier;
			}
		}
		return LlmTier.of(word);
	}

	/**
	 * Why the model stopped. A stream without a reason has not come to its end.
	 * @return the provider's word, or {@code null} where none was told
	 */
	public @Nullable String finish() {
		String finish = this.fed ? this.finish.get() : null;
		return (this.tools && COMPLETED.equals(finish)) ? "tool_calls" : finish;
	}

	/**
	 * What went wrong inside an answer that began well.
	 * @return the provider's code, or {@code null} where none was told
	 */
	public @Nullable String error() {
		String error = this.fed ? this.error.get() : null;
		String code = this.code.get();
		if (code == null && "error".equals(error)) {
			code = this.eventCode.get();
		}
		return (code == null) ? error : (error == null) ? code : code + " " + error;
	}

	/**
	 * What was asked for, as far as the answer tells.
	 * @return {@code chat}, {@code embeddings} or another operation
	 */
	public String operation() {
		String object = this.object.get();
		return (object == null) ? "chat"
				: object.startsWith("text_completion") ? "text_completion" : object.equals("list") ? "embeddings" : "chat";
	}

	/**
	 * Whether the answer is made in the background.
	 * @return whether it says so
	 */
	public boolean isBackground() {
		return this.fed && this.background;
	}

	/**
	 * Whether the answer is still to be made, and to be asked for again.
	 * @return whether it is queued or in progress
	 */
	public boolean isUnfinished() {
		return this.fed && this.unfinished;
	}

	/**
	 * Whether the prompt was refused.
	 * @return whether no answer was made because of what was asked
	 */
	public boolean isBlocked() {
		return this.fed && this.blocked;
	}

	/**
	 * Whether what came last is an entry of a batch's results, and not of its requests.
	 * @return whether it has its caller's id, and a usage or an error
	 */
	public boolean isEntry() {
		return this.entry && (this.blocked || this.counts.usage() != null || error() != null);
	}

	private void forget() {
		this.counts.clear();
		for (Held held : new Held[] { this.model, this.id, this.finish, this.object, this.error, this.code,
				this.eventCode, this.tier }) {
			held.set((String) null);
		}
		this.routed = false;
		this.tools = false;
		this.background = false;
		this.unfinished = false;
		this.blocked = false;
		this.entry = false;
	}

	private static byte[] bytes(String word) {
		return word.getBytes(StandardCharsets.US_ASCII);
	}

	private enum Format {

		NEW, JSON, LINES, FRAMES

	}

	private final class Finder implements JsonScanner.Listener, EventFrames.Frames {

		private long modalityTokens;

		private byte modality;

		private boolean hour;

		private boolean searched;

		@Override
		public void value(WireField field, JsonText value) {
			switch (field.kind()) {
				case COUNT -> count(field, value);
				case AMOUNT -> WireReader.this.counts.amount(field, value);
				case TEXT, WORD -> text(field, value);
				case FLAG -> WireReader.this.background = true;
				default -> present(field);
			}
		}

		private void present(WireField field) {
			WireReader.this.content = true;
			if (field == WireField.PICTURE) {
				WireReader.this.counts.picture();
			}
		}

		private void count(WireField field, JsonText value) {
			switch (field) {
				case MODALITY_TOKENS, TTL_TOKENS -> this.modalityTokens = Math.max(0, value.count());
				case LAST_COMPLETION -> {
					WireReader.this.counts.count(WireField.COMPLETION, value);
					// Older servers of Ollama end without a reason.
					if (WireReader.this.finish.get() == null) {
						WireReader.this.finish.set("stop");
					}
				}
				default -> WireReader.this.counts.count(field, value);
			}
		}

		private void text(WireField field, JsonText value) {
			WireReader reader = WireReader.this;
			switch (field) {
				case MODEL -> {
					if (!reader.routed) {
						reader.model.set(value);
					}
				}
				case ROUTED_MODEL -> {
					reader.model.set(value);
					reader.routed = true;
				}
				case ID -> reader.id.set(value);
				case OBJECT -> reader.object.set(value);
				case FINISH -> reader.finish.set(value);
				case TIER -> reader.tier.set(value);
				case ERROR -> reader.error.set(value);
				case ERROR_CODE -> reader.code.set(value);
				case EVENT_CODE -> reader.eventCode.set(value);
				case RESULT_STATUS -> resultStatus(value);
				case BLOCKED -> reader.blocked = true;
				case ENTRY -> reader.entry = true;
				case STATUS -> status(value);
				case TYPE -> type(value);
				case ITEM -> item(value);
				case RESULT -> result(value);
				case MODALITY -> this.modality = value.first();
				case TTL -> this.hour = value.is(HOUR);
				default -> {
				}
			}
		}

		private void resultStatus(JsonText value) {
			if (value.count() >= 400) {
				WireReader.this.code.set(value);
			}
		}

		private void status(JsonText value) {
			boolean completed = value.is(COMPLETED_BYTES) || value.is(REQUIRES_ACTION);
			WireReader.this.unfinished = value.is(QUEUED) || value.is(IN_PROGRESS);
			if (completed) {
				WireReader.this.finish.set(value);
			}
			else if ((value.is(FAILED) || value.is(CANCELLED)) && WireReader.this.error.get() == null) {
				WireReader.this.error.set(value);
			}
		}

		private void type(JsonText value) {
			if (value.is(ERROR) && WireReader.this.error.get() == null) {
				WireReader.this.error.set(value);
			}
			else if ((value.startsWith(IMAGE) && value.endsWith(COMPLETED_BYTES))
					|| ((value.startsWith(TRANSCRIPT) || value.startsWith(SPEECH)) && value.endsWith(DONE))) {
				WireReader.this.finish.set(COMPLETED);
			}
		}

		private void item(JsonText value) {
			if (value.is(FUNCTION_CALL)) {
				WireReader.this.tools = true;
			}
			else if (value.is(WEB_SEARCH_CALL)) {
				if (!this.searched) {
					this.searched = true;
					WireReader.this.counts.searchedAnew();
				}
				WireReader.this.counts.searched();
			}
		}

		private void result(JsonText value) {
			WireReader.this.entry = true;
			if (!value.is(SUCCEEDED) && WireReader.this.error.get() == null) {
				WireReader.this.error.set(value);
			}
		}

		@Override
		public void ended(WireField group) {
			WireCounts counts = WireReader.this.counts;
			switch (group) {
				case PROMPT_MODALITY -> counts.modality(this.modality, WireField.AUDIO_INPUT, WireField.IMAGE_INPUT,
						this.modalityTokens);
				case CACHED_MODALITY -> counts.modality(this.modality, WireField.AUDIO_CACHED, WireField.IMAGE_CACHED,
						this.modalityTokens);
				case COMPLETION_MODALITY -> counts.modality(this.modality, WireField.AUDIO_OUTPUT,
						WireField.IMAGE_OUTPUT, this.modalityTokens);
				default -> counts.set(this.hour ? WireField.CACHE_CREATION_1H : WireField.CACHE_CREATION_5M,
						this.modalityTokens);
			}
			this.modality = 0;
			this.modalityTokens = 0;
			this.hour = false;
		}

		@Override
		public void objectEnded() {
			WireReader.this.objects = true;
			this.searched = false;
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
			WireReader.this.error.set(code);
		}

	}

}
