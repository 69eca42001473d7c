package io.sightglass.dashboards.builtin;

/**
 * The numbers that alerts compare with. Each can be given on the command line by its key.
 */
public enum Threshold {

	/** Objective of HTTP. */
	HTTP_OBJECTIVE("http.objective", 0.999, "share of HTTP requests that should not end in 5xx"),

	/** Latency of HTTP. */
	HTTP_P99("http.p99-seconds", 1, "p99 of HTTP requests"),

	/** Failed connects. */
	CONNECT_FAILURES("connections.failure-ratio", 0.2, "share of connection attempts that fail"),

	/** Failed handshakes. */
	HANDSHAKE_FAILURES("connections.handshake-failure-ratio", 0.05,
			"share of connection attempts whose handshake fails"),

	/** Full pools. */
	LIMIT_USE("connections.limit-ratio", 0.9, "share of a limit of connections in use"),

	/** Leaked connections. */
	ABANDONED("connections.abandoned", 10, "connections forgotten by their owner in an hour"),

	/** Retransmissions. */
	RETRANSMISSIONS("transport.retransmission-ratio", 0.05,
			"share of TCP segments sent again, with sightglass.transport.kernel.enabled=true"),

	/** Loss. */
	LOSS("transport.loss-ratio", 0.05, "share of packets lost"),

	/** Round trips. */
	RTT("transport.rtt-seconds", 0.5, "p95 of round-trip times, or their mean without buckets"),

	/** Errors of pipelines. */
	PIPELINE_ERRORS("pipelines.error-ratio", 0.05, "errors per processed record"),

	/** Latency of pipelines. */
	PIPELINE_P99("pipelines.p99-seconds", 60, "p99 of a pipeline's latency, or its mean without buckets"),

	/** Buffers. */
	BUFFER("pipelines.buffer-utilization", 0.9, "share of a buffer in use"),

	/** Checkpoints. */
	CHECKPOINT_AGE("pipelines.checkpoint-age-seconds", 600, "age of the last checkpoint"),

	/** Objective of LLM calls. */
	LLM_OBJECTIVE("llm.objective", 0.98, "share of LLM calls that should succeed"),

	/** First token. */
	FIRST_TOKEN("llm.first-token-seconds", 5, "p95 of the time to the first token, or its mean without buckets"),

	/** Budget. */
	BUDGET_WARNING("llm.budget-warning", 0.8, "share of the daily budget that is worth a warning"),

	/** Prompts from a cache. */
	CACHE_HITS("llm.cache-hits", 0.2,
			"share of the prompts of a day from a cache, from which on its loss is worth a warning"),

	/** Age of prices. */
	PRICES_AGE("llm.prices-age-days", 180, "age of the prices of models"),

	/** Spend rate. */
	SPEND_RATE("llm.spend-rate", 3, "times the daily budget that a day would cost at this hour's rate"),

	/** Instances. */
	INSTANCES("state.instances-ratio", 0.5, "share of the last hour's instances below which some are missing"),

	/** Series. */
	SERIES("self.series", 20000, "series of one instance");

	private final String key;

	private final double standard;

	private final String meaning;

	Threshold(String key, double standard, String meaning) {
		this.key = key;
		this.standard = standard;
		this.meaning = meaning;
	}

	/**
	 * What the command line and the documents call it.
	 * @return its key, such as {@code http.p99-seconds}
	 */
	public String key() {
		return this.key;
	}

	/**
	 * The number where nobody has changed it.
	 * @return a number above 0
	 */
	public double standard() {
		return this.standard;
	}

	/**
	 * What is wrong with a number, which would make an alert that always or never fires.
	 * @param value a number
	 * @return what it is to be, or the empty string where nothing is wrong
	 */
	String refusal(double value) {
		if (!(value > 0) || Double.isInfinite(value)) {
			return "it is above 0";
		}
		return switch (this) {
			case HTTP_OBJECTIVE, LLM_OBJECTIVE -> (value < 1) ? "" : "an objective is between 0 and 1";
			case CONNECT_FAILURES, HANDSHAKE_FAILURES, LIMIT_USE, RETRANSMISSIONS, LOSS, BUFFER, INSTANCES ->
				(value <= 1) ? "" : "a share is 1 at most";
			default -> "";
		};
	}

	/**
	 * What the number is, as the command line lists it.
	 * @return a few words
	 */
	public String meaning() {
		return this.meaning;
	}

}
