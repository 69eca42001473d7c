package io.sightglass.meters.llm.internal.wire;

import java.util.Arrays;

import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a response in whatever names its provider uses. A later one replaces an
 * earlier one, as streams repeat them.
 */
final class WireCounts {

	private static final long UNTOLD = -1;

	private static final WireField[] FIELDS = WireField.values();

	private final long[] counts = new long[FIELDS.length];

	private boolean told;

	// Something that is no count stood where one should.
	private boolean wrong;

	private double cost = Double.NaN;

	private double seconds = Double.NaN;

	private double duration = Double.NaN;

	private double upstreamCost = Double.NaN;

	private boolean ownKey;

	private boolean promptMayBeCached;

	private boolean painted;

	private boolean spoken;

	private long pictures;

	// Of what was told until then, so that a chunk without counts makes no garbage.
	private @Nullable LlmUsage usage;

	private boolean changed;

	WireCounts() {
		clear();
	}

	void clear() {
		Arrays.fill(this.counts, UNTOLD);
		this.told = false;
		this.wrong = false;
		this.cost = Double.NaN;
		this.upstreamCost = Double.NaN;
		this.ownKey = false;
		this.promptMayBeCached = false;
		this.painted = false;
		this.spoken = false;
		this.seconds = Double.NaN;
		this.duration = Double.NaN;
		this.pictures = 0;
		this.changed = true;
	}

	void count(WireField field, JsonText value) {
		long count = value.count();
		if (count < 0) {
			this.wrong = true;
			this.changed = true;
			return;
		}
		// What was used is not taken back by a last event that counts nothing.
		set(field, switch (field) {
			case EACH_PROMPT, EACH_COMPLETION -> sum(of(field), count);
			default -> (count == 0) ? of(field) : count;
		});
		this.told = true;
	}

	void set(WireField field, long count) {
		this.counts[field.ordinal()] = count;
		this.changed = true;
	}

	void amount(WireField field, JsonText value) {
		double amount = value.amount();
		this.changed = true;
		switch (field) {
			case COST -> this.cost = amount;
			case UPSTREAM_COST -> this.upstreamCost = amount;
			case TICKS -> this.cost = amount / 1e10;
			case SECONDS -> this.seconds = amount;
			default -> this.duration = amount;
		}
	}

	void picture() {
		this.pictures++;
		painted();
	}

	/**
	 * What is answered are pictures: their tokens are, too, unless told otherwise.
	 */
	void painted() {
		this.painted = true;
		this.changed = true;
	}

	boolean isPainted() {
		return this.painted;
	}

	/**
	 * What is answered is sound, and so are its tokens.
	 */
	void spoken() {
		this.spoken = true;
		this.changed = true;
	}

	void ownKey() {
		this.ownKey = true;
	}

	/**
	 * The prompt is not told where all of it was cached, as older servers of Ollama do.
	 */
	void promptMayBeCached() {
		this.promptMayBeCached = true;
	}

	// What a gateway bills is its fee alone where the provider bills the caller's own
	// key.
	double cost() {
		return (this.ownKey && this.upstreamCost > 0) ? this.cost + this.upstreamCost : this.cost;
	}

	/**
	 * What was used.
	 * @return the usage in units that do not overlap, {@link LlmUsage#IMPOSSIBLE} where
	 * the counts contradict each other, and {@code null} where there are none
	 */
	@Nullable LlmUsage usage() {
		if (this.changed) {
			this.changed = false;
			this.usage = read();
		}
		return this.usage;
	}

	private @Nullable LlmUsage read() {
		if (this.wrong) {
			return LlmUsage.IMPOSSIBLE;
		}
		LlmUsage usage = this.told ? tokens() : LlmUsage.NONE;
		if (!usage.isPossible()) {
			return LlmUsage.IMPOSSIBLE;
		}
		usage = units(usage);
		return (this.told || !usage.isEmpty()) ? usage : null;
	}

	private LlmUsage units(LlmUsage tokens) {
		LlmUsage usage = tokens;
		// OpenAI rounds the length of a transcript to the nearest second.
		usage = with(usage, LlmUnit.SECOND, isSound() ? (long) Math.ceil(this.seconds)
				: (this.duration > 0) ? Math.max(1, Math.round(this.duration)) : 0);
		usage = with(usage, LlmUnit.IMAGE, of(WireField.BILLED_PICTURES));
		if (tokens.isEmpty() && this.pictures > 0) {
			usage = usage.with(LlmUnit.IMAGE, this.pictures);
		}
		usage = with(usage, LlmUnit.PAGE, of(WireField.PAGES));
		usage = with(usage, LlmUnit.RERANK, of(WireField.RANKED));
		return with(usage, LlmUnit.SEARCH, of(WireField.SEARCHES));
	}

	private LlmUsage tokens() {
		if (isPromptMissing()) {
			return LlmUsage.IMPOSSIBLE;
		}
		long prompt = prompt();
		long completion = isBilled() ? of(WireField.BILLED_OUTPUT)
				: sum(of(WireField.COMPLETION), of(WireField.EACH_COMPLETION));
		boolean beside = isCacheBeside();
		long read = isTold(WireField.CACHE_READ) ? of(WireField.CACHE_READ) : cached(prompt);
		long written = written();
		long inside = beside ? 0 : sum(read, written);
		if (inside > prompt) {
			return LlmUsage.IMPOSSIBLE;
		}
		long text = prompt - inside;
		long audioCached = Math.min(of(WireField.AUDIO_CACHED), read);
		long audio = Math.min(text, Math.max(0, of(WireField.AUDIO_INPUT) - audioCached));
		long image = Math.min(text - audio, Math.max(0, of(WireField.IMAGE_INPUT) - of(WireField.IMAGE_CACHED)));
		long reasoning = reasoning(prompt, completion);
		long answer = isReasoningBeside(prompt, completion) ? completion : completion - reasoning;
		long seen = (this.painted && !isTold(WireField.IMAGE_OUTPUT)) ? answer : of(WireField.IMAGE_OUTPUT);
		long heard = (this.spoken && !isTold(WireField.AUDIO_OUTPUT)) ? answer : of(WireField.AUDIO_OUTPUT);
		long said = answer - heard - seen;
		if (said < 0 || of(WireField.AUDIO_INPUT) > prompt || of(WireField.IMAGE_INPUT) > prompt) {
			return LlmUsage.IMPOSSIBLE;
		}
		long hour = Math.min(written, of(WireField.CACHE_CREATION_1H));
		LlmUsage usage = new LlmUsage(
				sum(text - audio - image, sum(of(WireField.TOOL_PROMPT), of(WireField.CONNECTED))), said,
				read - audioCached, written - hour, reasoning);
		usage = with(usage, LlmUnit.CACHE_WRITE_1H, hour);
		usage = with(usage, LlmUnit.AUDIO_INPUT, audio);
		usage = with(usage, LlmUnit.AUDIO_OUTPUT, heard);
		usage = with(usage, LlmUnit.AUDIO_CACHE_READ, audioCached);
		usage = with(usage, LlmUnit.IMAGE_INPUT, sum(image, of(WireField.BILLED_IMAGE_TOKENS)));
		return with(usage, LlmUnit.IMAGE_OUTPUT, seen);
	}

	private boolean isBilled() {
		return isTold(WireField.BILLED_INPUT) || isTold(WireField.BILLED_OUTPUT) || isTold(WireField.BILLED_PICTURES)
				|| isTold(WireField.BILLED_IMAGE_TOKENS);
	}

	private boolean isPromptMissing() {
		return of(WireField.COMPLETION) > 0 && !this.promptMayBeCached && !isBilled() && !isTold(WireField.PROMPT)
				&& !isTold(WireField.INPUT) && !isTold(WireField.EACH_PROMPT);
	}

	// Who makes vectors or ranks may tell no more than the total.
	private long prompt() {
		if (isBilled()) {
			return of(WireField.BILLED_INPUT);
		}
		if (isTold(WireField.PROMPT) || isTold(WireField.INPUT) || isTold(WireField.EACH_PROMPT)) {
			return sum(isTold(WireField.PROMPT) ? of(WireField.PROMPT) : of(WireField.INPUT),
					of(WireField.EACH_PROMPT));
		}
		return isTold(WireField.COMPLETION) ? 0 : of(WireField.TOTAL);
	}

	// Of sound that is billed by its seconds Mistral counts the cached tokens alone, and
	// Cohere counts them of all tokens, of which it bills fewer.
	private long cached(long prompt) {
		long cached = isBilled() ? Math.min(prompt, of(WireField.CACHED)) : of(WireField.CACHED);
		return (isSound() && cached > prompt) ? 0 : cached;
	}

	private boolean isSound() {
		return !Double.isNaN(this.seconds);
	}

	// Gateways add the names of others to those of OpenAI, and count as it does.
	private boolean isCacheBeside() {
		return !isTold(WireField.PROMPT) && (isTold(WireField.CACHE_READ) || isTold(WireField.CACHE_CREATION)
				|| isTold(WireField.CACHE_CREATION_5M) || isTold(WireField.CACHE_CREATION_1H));
	}

	private long written() {
		long parts = sum(of(WireField.CACHE_CREATION_5M), of(WireField.CACHE_CREATION_1H));
		return isTold(WireField.CACHE_CREATION) ? of(WireField.CACHE_CREATION)
				: (parts > 0) ? parts : of(WireField.WRITTEN);
	}

	// What OpenAI's format says nothing of but in the total was thought.
	private long reasoning(long prompt, long completion) {
		long told = isTold(WireField.THOUGHTS) ? of(WireField.THOUGHTS) : of(WireField.REASONING);
		if (told > 0 || isSound() || !isTold(WireField.PROMPT) || !isTold(WireField.COMPLETION)) {
			return told;
		}
		return Math.max(0, of(WireField.TOTAL)
				- sum(sum(prompt, completion), sum(of(WireField.TOOL_PROMPT), of(WireField.CONNECTED))));
	}

	// The total decides, or that a part is not more than the whole.
	private boolean isReasoningBeside(long prompt, long completion) {
		long reasoning = of(WireField.REASONING);
		return isTold(WireField.THOUGHTS) || isTold(WireField.CITED) || reasoning == 0 || reasoning > completion
				|| (isTold(WireField.TOTAL) && of(WireField.TOTAL) == sum(sum(prompt, completion), reasoning));
	}

	private boolean isTold(WireField field) {
		return this.counts[field.ordinal()] != UNTOLD;
	}

	private long of(WireField field) {
		return Math.max(0, this.counts[field.ordinal()]);
	}

	private static LlmUsage with(LlmUsage usage, LlmUnit unit, long amount) {
		return (amount > 0) ? usage.with(unit, amount) : usage;
	}

	private static long sum(long first, long second) {
		long sum = first + second;
		return (sum >= 0) ? sum : Long.MAX_VALUE;
	}

}
