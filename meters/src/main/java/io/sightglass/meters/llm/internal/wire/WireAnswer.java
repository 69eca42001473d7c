package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, as a scanner finds it.
 */
class WireAnswer implements JsonListener {

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

	private final WireCounts counts = new WireCounts();

	private final WireGroup group = new WireGroup();

	private final Held model = new Held();

	private final Held id = new Held();

	private final Held finish = new Held();

	private final Held object = new Held();

	private final Held error = new Held();

	private final Held code = new Held();

	private final Held eventCode = new Held();

	private final Held tier = new Held();

	private boolean routed;

	private boolean tools;

	private boolean background;

	private boolean unfinished;

	private boolean blocked;

	private boolean entry;

	private boolean content;

	private boolean said;

	private int chunks;

	private final Searches searches = new Searches();

	WireCounts counts() {
		return this.counts;
	}

	@Nullable LlmUsage usage() {
		LlmUsage usage = this.counts.usage();
		return (usage != null && usage.isPossible()) ? this.searches.with(usage, this.model.get()) : usage;
	}

	@Nullable String model() {
		return this.model.get();
	}

	@Nullable String id() {
		return this.id.get();
	}

	@Nullable LlmTier tier() {
		return (this.tier.get() != null) ? LlmTier.of(this.tier.get()) : null;
	}

	@Nullable String finish() {
		String finish = this.finish.get();
		return (this.tools && COMPLETED.equals(finish)) ? "tool_calls" : finish;
	}

	@Nullable String error() {
		String error = this.error.get();
		String code = this.code.get();
		if (code == null && "error".equals(error)) {
			code = this.eventCode.get();
		}
		return (code == null) ? error : (error == null) ? code : code + " " + error;
	}

	void error(String code) {
		this.error.set(code);
	}

	String operation() {
		String object = this.object.get();
		return (object == null) ? "chat" : object.startsWith("text_completion") ? "text_completion"
				: object.equals("list") ? "embeddings" : "chat";
	}

	boolean isBackground() {
		return this.background;
	}

	boolean isUnfinished() {
		return this.unfinished;
	}

	boolean isBlocked() {
		return this.blocked;
	}

	boolean isEntry() {
		return this.entry && (this.blocked || usage() != null || error() != null);
	}

	boolean hasContent() {
		return this.content;
	}

	int chunks() {
		return this.chunks;
	}

	void forget() {
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
		this.searches.clear();
	}

	@Override
	public void value(WireField field, JsonText value) {
		switch (field.kind()) {
			case COUNT -> count(field, value);
			case AMOUNT -> this.counts.amount(field, value);
			case TEXT, WORD -> text(field, value);
			case FLAG -> this.background = true;
			default -> present(field);
		}
	}

	private void present(WireField field) {
		if (field == WireField.QUERY) {
			this.searches.query();
			return;
		}
		this.content = true;
		this.said = true;
		if (field == WireField.PICTURE) {
			this.counts.picture();
		}
	}

	private void count(WireField field, JsonText value) {
		switch (field) {
			case MODALITY_TOKENS, TTL_TOKENS -> this.group.tokens(value);
			case LAST_COMPLETION -> {
				this.counts.count(WireField.COMPLETION, value);
				// Older servers of Ollama end without a reason.
				if (this.finish.get() == null) {
					this.finish.set("stop");
				}
			}
			default -> this.counts.count(field, value);
		}
	}

	private void text(WireField field, JsonText value) {
		switch (field) {
			case MODEL -> {
				if (!this.routed) {
					this.model.set(value);
				}
			}
			case ROUTED_MODEL -> {
				this.model.set(value);
				this.routed = true;
			}
			case ID -> this.id.set(value);
			case OBJECT -> this.object.set(value);
			case FINISH -> this.finish.set(value);
			case TIER -> this.tier.set(value);
			case ERROR -> this.error.set(value);
			case ERROR_CODE -> this.code.set(value);
			case EVENT_CODE -> this.eventCode.set(value);
			case RESULT_STATUS -> resultStatus(value);
			case BLOCKED -> this.blocked = true;
			case ENTRY -> this.entry = true;
			case STATUS -> status(value);
			case TYPE -> type(value);
			case ITEM -> item(value);
			case RESULT -> result(value);
			case MODALITY, TTL -> this.group.kind(value);
			default -> {
			}
		}
	}

	private void resultStatus(JsonText value) {
		if (value.count() >= 400) {
			this.code.set(value);
		}
	}

	private void status(JsonText value) {
		boolean completed = value.is(COMPLETED_BYTES) || value.is(REQUIRES_ACTION);
		this.unfinished = value.is(QUEUED) || value.is(IN_PROGRESS);
		if (completed) {
			this.finish.set(value);
		}
		else if ((value.is(FAILED) || value.is(CANCELLED)) && this.error.get() == null) {
			this.error.set(value);
		}
	}

	private void type(JsonText value) {
		if (value.is(ERROR) && this.error.get() == null) {
			this.error.set(value);
		}
		else if ((value.startsWith(IMAGE) && value.endsWith(COMPLETED_BYTES))
				|| ((value.startsWith(TRANSCRIPT) || value.startsWith(SPEECH)) && value.endsWith(DONE))) {
			this.finish.set(COMPLETED);
		}
	}

	private void item(JsonText value) {
		if (value.is(FUNCTION_CALL)) {
			this.tools = true;
		}
		else if (value.is(WEB_SEARCH_CALL)) {
			this.searches.one();
		}
	}

	private void result(JsonText value) {
		this.entry = true;
		if (!value.is(SUCCEEDED) && this.error.get() == null) {
			this.error.set(value);
		}
	}

	@Override
	public void ended(WireField group) {
		this.group.ended(group, this.counts);
	}

	@Override
	public void objectEnded() {
		this.searches.objectEnded();
		this.chunks += this.said ? 1 : 0;
		this.said = false;
	}

	private static byte[] bytes(String word) {
		return word.getBytes(StandardCharsets.US_ASCII);
	}

}
