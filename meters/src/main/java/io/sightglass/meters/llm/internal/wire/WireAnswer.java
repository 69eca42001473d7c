package io.sightglass.meters.llm.internal.wire;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, as a scanner finds it.
 */
class WireAnswer implements JsonListener {

	private static final String COMPLETED = "completed";

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

	private final Held traffic = new Held();

	private boolean routed;

	private boolean tools;

	private final Progress progress = new Progress();

	private boolean blocked;

	private boolean entry;

	private boolean content;

	private boolean said;

	private int chunks;

	private final Searches searches = new Searches();

	private final Iterations iterations = new Iterations();

	private boolean fast;

	void asked(@Nullable String model) {
		this.searches.asked(model);
	}

	WireCounts counts() {
		return this.counts;
	}

	@Nullable LlmUsage usage() {
		LlmUsage usage = this.counts.usage();
		return (usage != null && usage.isPossible()) ? this.iterations.with(this.searches.with(usage, this.model.get()))
				: usage;
	}

	@Nullable String model() {
		return this.model.get();
	}

	@Nullable String id() {
		return this.id.get();
	}

	@Nullable LlmTier tier() {
		String word = (this.traffic.get() != null) ? this.traffic.get() : this.tier.get();
		return this.fast ? LlmTier.FAST : (word != null) ? LlmTier.of(word) : null;
	}

	@Nullable String finish() {
		String finish = this.finish.get();
		return (this.tools && COMPLETED.equals(finish)) ? "tool_calls" : finish;
	}

	@Nullable String error() {
		String error = this.error.get();
		String code = (this.code.get() == null && "error".equals(error)) ? this.eventCode.get() : this.code.get();
		return (code == null) ? error : (error == null) ? code : code + " " + error;
	}

	void error(String code) {
		this.error.set(code);
	}

	String operation() {
		String object = this.object.get();
		return this.counts.isPainted() ? "image" : (object == null) ? "chat" : object.startsWith("text_completion")
				? "text_completion" : object.equals("list") ? "embeddings" : "chat";
	}

	boolean isBackground() {
		return this.progress.isBackground();
	}

	boolean isUnfinished() {
		return this.progress.isUnfinished();
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
				this.eventCode, this.tier, this.traffic }) {
			held.set((String) null);
		}
		this.routed = false;
		this.tools = false;
		this.progress.clear();
		this.blocked = false;
		this.entry = false;
		this.searches.clear();
		this.iterations.clear();
		this.fast = false;
	}

	@Override
	public void value(WireField field, JsonText value) {
		switch (field.kind()) {
			case COUNT -> count(field, value);
			case AMOUNT -> this.counts.amount(field, value);
			case TEXT, WORD, EACH -> text(field, value);
			case FLAG -> flag(field);
			default -> present(field);
		}
	}

	private void flag(WireField field) {
		if (field == WireField.OWN_KEY) {
			this.counts.ownKey();
		}
		else {
			this.progress.background();
		}
	}

	private void present(WireField field) {
		this.content = true;
		this.said = true;
		if (field == WireField.PICTURE) {
			this.counts.picture();
		}
	}

	private void count(WireField field, JsonText value) {
		switch (field) {
			case MODALITY_TOKENS, TTL_TOKENS -> this.group.tokens(value);
			case ITERATION_INPUT, ITERATION_OUTPUT, ITERATION_CACHE_READ, ITERATION_CACHE_CREATION,
					ITERATION_CACHE_CREATION_1H ->
				this.iterations.count(field, value);
			case LAST_COMPLETION -> {
				this.counts.promptMayBeCached();
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
			case AGENT -> {
				if (this.model.get() == null) {
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
			case TRAFFIC -> this.traffic.set(value);
			case ERROR -> this.error.set(value);
			case ERROR_CODE -> this.code.set(value);
			case EVENT_CODE -> this.eventCode.set(value);
			case RESULT_STATUS -> resultStatus(value);
			case BLOCKED, FILTERED -> this.blocked = true;
			case PICTURES -> present(WireField.PICTURE);
			case QUERY -> this.searches.query(value);
			case ENTRY -> this.entry = true;
			case STATUS -> status(value);
			case TYPE -> type(value);
			case ITEM -> item(value);
			case ACTION -> this.searches.action(value);
			case SPEED -> this.fast = value.is("fast");
			case ITERATION_TYPE -> this.iterations.type(value);
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
		this.progress.status(value);
		if (value.is(COMPLETED) || value.is("requires_action")) {
			this.finish.set(value);
		}
		else if (this.progress.isFailed() && this.error.get() == null) {
			this.error.set(value);
		}
	}

	private void type(JsonText value) {
		if (value.is("error") && this.error.get() == null) {
			this.error.set(value);
		}
		else if (value.is("conversation.response.done") || (value.startsWith("image_") && value.endsWith(COMPLETED))
				|| ((value.startsWith("transcript.") || value.startsWith("speech.")) && value.endsWith("done"))) {
			this.finish.set(COMPLETED);
			if (value.startsWith("image_")) {
				this.counts.painted();
			}
			else if (value.startsWith("speech.")) {
				this.counts.spoken();
			}
		}
	}

	private void item(JsonText value) {
		if (value.is("function_call")) {
			this.tools = true;
		}
		else if (value.is("web_search_call")) {
			this.searches.one();
		}
	}

	private void result(JsonText value) {
		this.entry = true;
		if (!value.is("succeeded") && this.error.get() == null) {
			this.error.set(value);
		}
	}

	@Override
	public void ended(WireField group) {
		if (group == WireField.ITERATION) {
			this.iterations.ended();
		}
		else {
			this.group.ended(group, this.counts);
		}
	}

	@Override
	public void objectEnded() {
		this.searches.objectEnded();
		this.iterations.objectEnded();
		this.chunks += this.said ? 1 : 0;
		this.said = false;
	}

}
