package io.sightglass.meters.llm.internal.wire;

/**
 * What of an answer or a request is read.
 */
enum WireField {

	/** The model's name. */
	MODEL(Kind.TEXT),

	/** The name of an agent, which is asked in a model's place. */
	AGENT(Kind.TEXT),

	/** The model's name as a router tells it, which it is rather than the one above. */
	ROUTED_MODEL(Kind.TEXT),

	/** The answer's id. */
	ID(Kind.TEXT),

	/** What kind of answer it is. */
	OBJECT(Kind.TEXT),

	/** Why the model stopped. */
	FINISH(Kind.TEXT),

	/** Why a prompt was refused. */
	BLOCKED(Kind.TEXT),

	/** How far an answer is. */
	STATUS(Kind.TEXT),

	/** The type of a stream's event. */
	TYPE(Kind.TEXT),

	/** The type of an item that the model wrote. */
	ITEM(Kind.TEXT),

	/** What kind of thing went wrong. */
	ERROR(Kind.TEXT),

	/** What went wrong, as a word or a number. */
	ERROR_CODE(Kind.WORD),

	/** What went wrong, in an event that is an error. */
	EVENT_CODE(Kind.WORD),

	/** How an item that is a search was done. */
	ACTION(Kind.TEXT),

	/** At which speed the model answered, for which some are billed. */
	SPEED(Kind.TEXT),

	/** What a part of an answer was for. */
	ITERATION_TYPE(Kind.TEXT),

	/** The tier by which the answer is billed. */
	TIER(Kind.TEXT),

	/** The tier by which Google bills, where it answers in another's format. */
	TRAFFIC(Kind.TEXT),

	/** How an entry of a batch ended. */
	RESULT(Kind.TEXT),

	/** The HTTP status of an entry of a batch. */
	RESULT_STATUS(Kind.WORD),

	/** The caller's own id of an entry of a batch. */
	ENTRY(Kind.TEXT),

	/** Whether the answer is made in the background. */
	BACKGROUND(Kind.FLAG),

	/** Whether the answer is to be made in the background, where it does not say so. */
	DEFERRED(Kind.FLAG),

	/** The answer is asked for as a stream. */
	STREAM(Kind.FLAG),

	/** Whether the provider behind a gateway bills the caller, too. */
	OWN_KEY(Kind.FLAG),

	/** Something that the model said. */
	CONTENT(Kind.PRESENT),

	/** What the model searched for. */
	QUERY(Kind.EACH),

	/** A picture. */
	PICTURE(Kind.PRESENT),

	/** Pictures, one a text. */
	PICTURES(Kind.EACH),

	/** Why a picture was not painted. */
	FILTERED(Kind.EACH),

	/** What is to be spoken. */
	SPOKEN(Kind.LENGTH),

	/** A text of a prompt. */
	SAID(Kind.LENGTH),

	/** Prompt tokens, the cached ones among them. */
	PROMPT(Kind.COUNT),

	/** Prompt tokens, with the cached ones among them or beside them. */
	INPUT(Kind.COUNT),

	/** Tokens of the answer. */
	COMPLETION(Kind.COUNT),

	/** Tokens of the answer, which are told at its end alone. */
	LAST_COMPLETION(Kind.COUNT),

	/** All tokens. */
	TOTAL(Kind.COUNT),

	/** Prompt tokens that the provider bills. */
	BILLED_INPUT(Kind.COUNT),

	/** Tokens of the answer that the provider bills. */
	BILLED_OUTPUT(Kind.COUNT),

	/** Pictures that the provider bills. */
	BILLED_PICTURES(Kind.COUNT),

	/** Tokens of pictures that the provider bills, beside those of text. */
	BILLED_IMAGE_TOKENS(Kind.COUNT),

	/** Prompt tokens of a part of the answer. */
	ITERATION_INPUT(Kind.COUNT),

	/** Tokens that a part of the answer has. */
	ITERATION_OUTPUT(Kind.COUNT),

	/** Tokens that it read from a cache. */
	ITERATION_CACHE_READ(Kind.COUNT),

	/** Tokens that it wrote to a cache. */
	ITERATION_CACHE_CREATION(Kind.COUNT),

	/** Of those the ones that are kept for an hour. */
	ITERATION_CACHE_CREATION_1H(Kind.COUNT),

	/**
	 * Tokens of what is cited, beside which those of reasoning stand beside the answer's.
	 */
	CITED(Kind.COUNT),

	/** Prompt tokens that connected tools added, beside the others. */
	CONNECTED(Kind.COUNT),

	/** Prompt tokens, to be added to those of the other entries. */
	EACH_PROMPT(Kind.COUNT),

	/** Tokens of the answer, to be added to those of the other entries. */
	EACH_COMPLETION(Kind.COUNT),

	/** Tokens read from a cache, among those of the prompt. */
	CACHED(Kind.COUNT),

	/** Tokens written to a cache, among those of the prompt. */
	WRITTEN(Kind.COUNT),

	/** Tokens read from a cache, beside those of the prompt. */
	CACHE_READ(Kind.COUNT),

	/** Tokens written to a cache, beside those of the prompt. */
	CACHE_CREATION(Kind.COUNT),

	/** Of those the ones that are kept for some minutes. */
	CACHE_CREATION_5M(Kind.COUNT),

	/** Of those the ones that are kept for an hour. */
	CACHE_CREATION_1H(Kind.COUNT),

	/** Tokens of reasoning, among those of the answer unless the total says otherwise. */
	REASONING(Kind.COUNT),

	/** Tokens of reasoning, beside those of the answer. */
	THOUGHTS(Kind.COUNT),

	/** Prompt tokens that tools added, beside the others. */
	TOOL_PROMPT(Kind.COUNT),

	/** Prompt tokens of sound, among the others. */
	AUDIO_INPUT(Kind.COUNT),

	/** Prompt tokens of sound from a cache, among the cached. */
	AUDIO_CACHED(Kind.COUNT),

	/** Tokens of sound in the answer, among the others. */
	AUDIO_OUTPUT(Kind.COUNT),

	/** Prompt tokens of pictures, among the others. */
	IMAGE_INPUT(Kind.COUNT),

	/** Prompt tokens of pictures from a cache, among the cached. */
	IMAGE_CACHED(Kind.COUNT),

	/** Tokens of pictures in the answer, among the others. */
	IMAGE_OUTPUT(Kind.COUNT),

	/** Searches. */
	SEARCHES(Kind.COUNT),

	/** Units of a provider that ranks. */
	RANKED(Kind.COUNT),

	/** Pages. */
	PAGES(Kind.COUNT),

	/** Seconds of sound, begun ones counted whole. */
	SECONDS(Kind.AMOUNT),

	/** The length of the sound in seconds, where the usage tells none. */
	DURATION(Kind.AMOUNT),

	/** US dollars. */
	COST(Kind.AMOUNT),

	/** US dollars that the provider behind a gateway bills. */
	UPSTREAM_COST(Kind.AMOUNT),

	/** Ten thousand millionths of a US dollar. */
	TICKS(Kind.AMOUNT),

	/** Whether tokens are of text, sound or pictures. */
	MODALITY(Kind.TEXT),

	/** How many of them. */
	MODALITY_TOKENS(Kind.COUNT),

	/** Tokens of the prompt by kind. */
	PROMPT_MODALITY(Kind.GROUP),

	/** Cached tokens by kind. */
	CACHED_MODALITY(Kind.GROUP),

	/** Tokens of the answer by kind. */
	COMPLETION_MODALITY(Kind.GROUP),

	/** A part of an answer. */
	ITERATION(Kind.GROUP),

	/** For how long a cache keeps them. */
	TTL(Kind.TEXT),

	/** How many tokens it keeps for so long. */
	TTL_TOKENS(Kind.COUNT),

	/** Tokens written to a cache by the time for which it keeps them. */
	CACHE_DETAIL(Kind.GROUP);

	private final Kind kind;

	WireField(Kind kind) {
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * What is read of a field.
	 */
	enum Kind {

		/** Its text. */
		TEXT,

		/** Its text or its number. */
		WORD,

		/** Its whole number, be it written as one, as a text or with a fraction of 0. */
		COUNT,

		/** Its number. */
		AMOUNT,

		/** Whether it is true. */
		FLAG,

		/** Whether its text is longer than nothing. */
		PRESENT,

		/** The texts of a list. */
		EACH,

		/** How many characters its text has, and their hash. */
		LENGTH,

		/** Where an object of it ends. */
		GROUP

	}

}
