package io.sightglass.instrumentation.internal.llm.http;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.LlmTier;

/**
 * Counts each entry of a file of a batch's results as a call, the first time that the
 * file is read so far.
 */
final class BatchEntries implements Runnable {

	private final LlmMeters meters;

	private final String provider;

	private final String file;

	private final WireReader reader;

	private long entries;

	BatchEntries(LlmMeters meters, String provider, String file, WireReader reader) {
		this.meters = meters;
		this.provider = provider;
		this.file = file;
		this.reader = reader;
	}

	@Override
	public void run() {
		if (this.reader.isEntry()
				&& CountedAnswers.of(this.meters).first(this.provider + " " + this.file, ++this.entries)) {
			count();
		}
	}

	private void count() {
		LlmCall call = this.meters.start(this.provider, this.reader.model(), this.reader.operation());
		boolean used = Answer.tell(call, this.reader, new HeaderCounts(), LlmPath.CHAT, null);
		call.tier(LlmTier.BATCH);
		String error = this.reader.error();
		if (this.reader.isBlocked()) {
			call.failedFor(LlmError.CONTENT_FILTER);
		}
		else if (error != null) {
			call.failedFor(LlmError.ofCode(error));
		}
		else {
			if (!used) {
				call.unparsed();
			}
			call.done();
		}
	}

}
