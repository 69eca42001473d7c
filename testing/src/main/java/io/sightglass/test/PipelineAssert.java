package io.sightglass.test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.pipeline.PipelineMeter;

/**
 * What a pipeline has recorded. All sources, stages and sinks are counted together, until
 * one is named.
 *
 * <pre class="code">
 * assertThat(registry).pipeline("orders")
 *     .source("shop").hasReceived(3)
 *     .stage("enrich").hasProcessed(2).hasFailed(1)
 *     .sink("warehouse").hasDelivered(2)
 *     .hasInFlight(0);
 * </pre>
 */
public final class PipelineAssert extends FamilyAssert<PipelineAssert> {

	private final String name;

	private final Tags source;

	private final Tags stage;

	private final Tags sink;

	PipelineAssert(MeterRegistry registry, String name) {
		this(registry, name, "", Tags.empty(), Tags.empty(), Tags.empty());
	}

	private PipelineAssert(MeterRegistry registry, String name, String part, Tags source, Tags stage, Tags sink) {
		super(registry, PipelineAssert.class, "pipeline \"" + name + "\"" + part, PipelineMeter.values());
		this.name = name;
		this.source = source;
		this.stage = stage;
		this.sink = sink;
	}

	/**
	 * Looks at one source alone from here on.
	 * @param source its name
	 * @return an assertion on it
	 */
	public PipelineAssert source(String source) {
		return described(new PipelineAssert(this.actual, this.name, ", source \"" + source + "\"",
				Tags.of("source", source), this.stage, this.sink));
	}

	/**
	 * Looks at one stage alone from here on.
	 * @param stage its name
	 * @return an assertion on it
	 */
	public PipelineAssert stage(String stage) {
		return described(new PipelineAssert(this.actual, this.name, ", stage \"" + stage + "\"", this.source,
				Tags.of("stage", stage), this.sink));
	}

	/**
	 * Looks at one sink alone from here on.
	 * @param sink its name
	 * @return an assertion on it
	 */
	public PipelineAssert sink(String sink) {
		return described(new PipelineAssert(this.actual, this.name, ", sink \"" + sink + "\"", this.source, this.stage,
				Tags.of("sink", sink)));
	}

	/**
	 * So many records were taken in.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasReceived(long records) {
		return shows(records, "records received", PipelineMeter.RECORDS_RECEIVED, of(this.source));
	}

	/**
	 * So many records left for the next station.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasProcessed(long records) {
		return left("success", "records processed", records);
	}

	/**
	 * So many records ended on purpose.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasFiltered(long records) {
		return left("filtered", "records filtered", records);
	}

	/**
	 * So many records ended because of an error.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasFailed(long records) {
		return left("error", "records failed", records);
	}

	/**
	 * So many records ended because somebody stopped.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasCancelled(long records) {
		return left("cancelled", "records cancelled", records);
	}

	/**
	 * So many errors of a kind were counted, those of attempts that were repeated too.
	 * @param times how many
	 * @param kind the tag {@code error}
	 * @return this
	 */
	public PipelineAssert hasErrors(long times, ErrorKind kind) {
		return hasErrors(times, kind.tag());
	}

	/**
	 * So many errors of a kind were counted, those of attempts that were repeated too.
	 * @param times how many
	 * @param kind the tag {@code error}: {@code unfinished} is a step that was closed
	 * without a word
	 * @return this
	 */
	public PipelineAssert hasErrors(long times, String kind) {
		return shows(times, kind + " errors", PipelineMeter.ERRORS, of(this.stage).and("error", kind));
	}

	/**
	 * So many attempts were made after the first ones.
	 * @param retries how many
	 * @return this
	 */
	public PipelineAssert hasRetried(long retries) {
		return shows(retries, "retries", PipelineMeter.RETRIES, of(this.stage));
	}

	/**
	 * So many durations of the stage were recorded, which are sampled where the
	 * application says so.
	 * @param steps how many
	 * @return this
	 */
	public PipelineAssert hasTimed(long steps) {
		return shows(steps, "durations", PipelineMeter.STAGE_DURATION, of(this.stage));
	}

	/**
	 * So many records were handed over.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasDelivered(long records) {
		return shows(records, "records delivered", PipelineMeter.RECORDS_DELIVERED, of(this.sink));
	}

	/**
	 * So many records are on their way now, of the whole pipeline.
	 * @param records how many
	 * @return this
	 */
	public PipelineAssert hasInFlight(long records) {
		return shows(records, "records in flight", PipelineMeter.RECORDS_IN_FLIGHT, of(Tags.empty()));
	}

	/**
	 * So many checkpoints were saved.
	 * @param checkpoints how many
	 * @return this
	 */
	public PipelineAssert hasCheckpoints(long checkpoints) {
		return shows(checkpoints, "checkpoints", PipelineMeter.CHECKPOINTS, of(Tags.empty()));
	}

	/**
	 * A source had to wait so often.
	 * @param times how often
	 * @return this
	 */
	public PipelineAssert hasBackpressure(long times) {
		return shows(times, "waits of a source", PipelineMeter.BACKPRESSURE, of(this.source));
	}

	private PipelineAssert left(String outcome, String what, long records) {
		return shows(records, what, PipelineMeter.RECORDS_PROCESSED, of(this.stage).and("outcome", outcome));
	}

	private Tags of(Tags part) {
		return part.and("pipeline", this.name);
	}

	private PipelineAssert described(PipelineAssert part) {
		part.info.description(this.info.description());
		return part;
	}

}
