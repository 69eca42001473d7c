package io.sightglass.instrumentation.internal.llm.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.Beginning;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A call over HTTP whose answer is read while it passes. It knows its end by the end of
 * the body. What fails here is counted, and the application has its answer all the same.
 */
public class HttpCall {

	static final String SOURCE = "llm.http";

	private final LlmMeters meters;

	private final Failures failures;

	private final LlmCall call;

	private final String provider;

	private final LlmPath path;

	// Whether an answer that cannot be read counts as unparsed.
	private final boolean counted;

	private final WireReader reader = new WireReader();

	private final StreamTimes times;

	private final Beginning errorBody = new Beginning();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicBoolean written = new AtomicBoolean();

	private final HeaderCounts headerCounts = new HeaderCounts();

	private @Nullable RequestReader request;

	private int status;

	private boolean hasBody;

	private boolean streaming;

	private boolean closed;

	private boolean readable = true;

	HttpCall(LlmMeters meters, String provider, LlmCall call, Failures failures, LlmPath path, boolean counted) {
		this.meters = meters;
		this.provider = provider;
		this.call = call;
		this.failures = failures;
		this.path = path;
		this.counted = counted;
		this.times = new StreamTimes(call, this.reader, failures);
	}

	/**
	 * Begins a call.
	 * @param meters the meters
	 * @param provider who answers
	 * @param path what is asked of a model
	 * @param model which one, where the path does not tell
	 * @param failures counts what fails here
	 * @return the call
	 */
	public static HttpCall open(LlmMeters meters, String provider, LlmPath path, @Nullable String model,
			Failures failures) {
		if (path.kind() == LlmPath.Kind.ENTRIES) {
			HttpCall file = new HttpCall(meters, provider, LlmCall.NONE, failures, path, false);
			BatchEntries entries = new BatchEntries(meters, provider, String.valueOf(path.name()), file.reader);
			file.reader.entries(() -> failures.guard(SOURCE, entries));
			return file;
		}
		String named = (path.model() != null) ? path.model() : model;
		return new HttpCall(meters, provider, meters.start(provider, named, path.operation()), failures, path, true);
	}

	/**
	 * Reads the request, too, for the model and whatever else is not in the answer.
	 * @param request what reads it while it is written
	 */
	public void request(RequestReader request) {
		this.request = request;
	}

	/**
	 * The request's body is being written. A second time means another attempt.
	 */
	public void requestWritten() {
		if (this.written.getAndSet(true)) {
			this.failures.guard(SOURCE, this.call::retried);
		}
	}

	// As the client tells of other attempts when the call may have ended.
	void retried(int times) {
		for (int i = 0; i < times; i++) {
			this.failures.guard(SOURCE, () -> this.meters.retried(this.provider, this.path.model(this.request)));
		}
	}

	boolean isStreaming() {
		return this.streaming;
	}

	// The body is read when more of it has come: when its first token did is not known.
	void comesLate() {
		this.times.cameWhole();
	}

	boolean awaitsFirstToken() {
		return this.streaming && !this.reader.hasContent();
	}

	/**
	 * The answer's head has come.
	 * @param status its status
	 * @param headers the first value of a header, by name in any case
	 */
	public void answered(int status, Function<String, @Nullable String> headers) {
		this.status = status;
		String type = headers.apply("Content-Type");
		this.streaming = status < 300 && (this.path.kind() == LlmPath.Kind.STREAM || AnswerHead.isStream(type));
		this.readable = AnswerHead.isReadable(type, this.path.operation());
		if (this.streaming && this.path.kind() != LlmPath.Kind.ENTRIES) {
			this.failures.guard(SOURCE, this.call::streamed);
		}
		this.failures.guard(SOURCE, () -> this.call.asked(this.path.model(this.request)));
		this.headerCounts.read(headers);
		this.failures.guard(SOURCE, () -> RateLimits.tell(this.call, headers));
	}

	void read(ByteBuffer bytes) {
		this.hasBody = true;
		try {
			if (this.status >= 300) {
				this.errorBody.feed(bytes);
			}
			else if (this.readable) {
				this.reader.feed(bytes);
			}
		}
		catch (Throwable ignored) {
			// The body is the application's; without usage it counts as unparsed.
			return;
		}
		if (this.streaming) {
			this.times.read();
		}
	}

	void ended() {
		end(this::recordEnd);
	}

	private void recordEnd() {
		boolean asked = this.path.isAskedAgain();
		// A redirect that the client did not follow is the end, too.
		if (this.status >= 300) {
			this.call.asked(this.path.model(this.request));
			if (asked) {
				this.call.dismissed();
			}
			else {
				this.call.failedFor(LlmError.ofStatus(this.status, this.errorBody + " " + this.headerCounts.error()));
			}
			return;
		}
		if (asked ? !isFirst() : isToCome()) {
			if (!asked) {
				CountedAnswers.of(this.meters).begun(this.provider, this.reader);
			}
			this.call.dismissed();
			return;
		}
		LlmError error = error();
		if (!recordAnswer() && isMissed(error)) {
			this.call.unparsed();
		}
		if (!asked && this.reader.isBackground()) {
			isFirst();
		}
		if (error != null) {
			this.call.failedFor(error);
		}
		else {
			this.call.done();
		}
	}

	private boolean isToCome() {
		return !this.streaming && (this.reader.isUnfinished() || (this.request != null && this.request.isDeferred()));
	}

	private boolean isFirst() {
		return CountedAnswers.of(this.meters).found(this.provider, this.reader, this.path);
	}

	// An answer that is an error has no usage, nor has one that was cut off.
	private boolean isMissed(@Nullable LlmError error) {
		return this.counted && this.path.kind() != LlmPath.Kind.UNMETERED
				&& (error == null || (this.streaming && !this.reader.isBlocked() && this.reader.error() == null));
	}

	// An answer that came whole may still be an error, or the start of an answer.
	private @Nullable LlmError error() {
		if (this.reader.isBlocked()) {
			return LlmError.CONTENT_FILTER;
		}
		String code = this.reader.error();
		if (code != null) {
			return LlmError.ofCode(code);
		}
		if (!this.streaming) {
			return this.reader.isCut() ? LlmError.NETWORK : null;
		}
		// Who has read the reason for the end may leave the rest.
		if (this.reader.finish() != null && (this.closed || this.reader.isWhole())) {
			return null;
		}
		return this.reader.isEmpty() ? LlmError.SERVER : LlmError.NETWORK;
	}

	public void failed(Throwable error) {
		left(() -> this.call.failed(error));
	}

	/**
	 * The application closed the body, perhaps before its end: a parser stops at the last
	 * brace, at what it cannot read or at an error, and a stream's reader may have had
	 * enough.
	 */
	void closed() {
		if (this.hasBody && (!this.streaming || (this.reader.isEmpty() && !this.reader.isInside()))) {
			ended();
		}
		else {
			cancelled();
		}
	}

	// All of the answer may have come.
	public void cancelled() {
		this.closed = true;
		if (this.status >= 300 || (this.streaming ? this.reader.finish() != null || this.reader.error() != null
				: this.reader.isWhole())) {
			ended();
			return;
		}
		left(this.call::cancelled);
	}

	// Nothing is said of a model by how asking again ends.
	private void left(Runnable record) {
		end(() -> {
			if (this.path.isAskedAgain()) {
				recordEnd();
				return;
			}
			recordAnswer();
			record.run();
		});
	}

	private void end(Runnable record) {
		if (!this.ended.getAndSet(true)) {
			if ((this.status == 0 || this.status >= 300) && this.path.isStream(this.request)) {
				this.failures.guard(SOURCE, this.call::streamed);
			}
			this.failures.guard(SOURCE, record);
			this.failures.guard(SOURCE, this.reader::close);
			this.failures.guard(SOURCE, this.errorBody::close);
		}
	}

	private boolean recordAnswer() {
		String model = this.path.model(this.request);
		this.call.asked(model);
		this.reader.asked(model);
		return Answer.tell(this.call, this.reader, this.headerCounts, this.path, this.request);
	}

}
