package io.sightglass.instrumentation.internal.batch;

import org.springframework.batch.core.step.StepExecution;

/**
 * What Batch knows of a step's records.
 *
 * @param read records that came in, those included that could not be read
 * @param written records that went out
 * @param filtered records that the processor dropped
 * @param skipped records that were given up
 * @param commits transactions that were committed
 */
record BatchFigures(long read, long written, long filtered, long skipped, long commits) {

	static final BatchFigures ZERO = new BatchFigures(0, 0, 0, 0, 0);

	static BatchFigures of(StepExecution execution) {
		return new BatchFigures(execution.getReadCount() + execution.getReadSkipCount(), execution.getWriteCount(),
				execution.getFilterCount(), execution.getSkipCount(), execution.getCommitCount());
	}

	long unfinished() {
		return this.read - this.written - this.filtered - this.skipped;
	}

	BatchFigures withSkipped(long skipped) {
		return new BatchFigures(this.read, this.written, this.filtered, skipped, this.commits);
	}

	BatchFigures since(BatchFigures before) {
		return new BatchFigures(this.read - before.read, this.written - before.written, this.filtered - before.filtered,
				this.skipped - before.skipped, this.commits - before.commits);
	}

}
