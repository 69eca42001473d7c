package io.sightglass.autoconfigure.week;

import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;

import io.sightglass.meters.pipeline.Buffer;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.StageStep;

/**
 * Pipelines and stages that come and go, whose records end in every way or are forgotten.
 */
final class PipelineLoad implements Load {

	private final PipelineMeters meters;

	private final Books books;

	PipelineLoad(PipelineMeters meters, Totals totals) {
		this.meters = meters;
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) {
		String name = "flow-" + turn % 130;
		Pipeline pipeline = this.meters.pipeline(name);
		pipeline.source("week").received();
		this.books.lookedUp("pipeline.records.received", "pipeline", name);
		this.books.one("pipeline.records.received source week");
		if (turn % 10 == 0) {
			pipeline.source("week").backpressure();
			this.books.one("pipeline.backpressure source week");
			pipeline.group("week").rebalanced();
			this.books.one("pipeline.rebalances group week");
			ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(4);
			try (Buffer buffer = pipeline.buffer("week", queue)) {
				pipeline.latencySince(Instant.now());
			}
		}
		StageStep step = pipeline.stage("week").start();
		switch (turn % 6) {
			case 0 -> step.done();
			case 1 -> step.filtered();
			case 2 -> step.failed(new IllegalStateException("as it should"));
			case 3 -> step.failed(new CancellationException("as it should"));
			case 4 -> {
				step.retried(new IllegalStateException("as it should"));
				step.start().done();
			}
			default -> {
				// Forgotten.
			}
		}
		String outcome = switch (turn % 6) {
			case 0, 4 -> "success";
			case 1 -> "filtered";
			case 3 -> "cancelled";
			default -> "error";
		};
		this.books.one("pipeline.records.processed stage week outcome " + outcome);
		if (outcome.equals("success")) {
			pipeline.sink("week").delivered();
			this.books.one("pipeline.records.delivered sink week");
		}
		this.books.add((turn % 6 == 4) ? 1 : 0, "pipeline.retries stage week");
		this.books.one("pipeline.stage.duration stage week");
		this.books.add((turn % 6 == 2 || turn % 6 == 4 || turn % 6 == 5) ? 1 : 0, "pipeline.errors stage week");
		// A retry is timed by itself.
		this.books.add((turn % 6 == 4) ? 1 : 0, "pipeline.stage.duration stage week");
	}

	@Override
	public int names() {
		return 780;
	}

	@Override
	public void check() {
		this.books.check();
		this.books.checkLevel("pipeline.records.in.flight", 0);
		this.books.checkLevel("pipeline.buffer.size", 0, "stage", "week");
	}

}
