package io.sightglass.autoconfigure.llm.http;

import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

import com.openai.core.http.HttpRequestBody;
import io.sightglass.llm.LlmCall;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that is written once an attempt: again means a retry.
 */
class OpenAiBody implements HttpRequestBody {

	private final HttpRequestBody body;

	private final LlmCall call;

	private final AtomicBoolean written = new AtomicBoolean();

	OpenAiBody(HttpRequestBody body, LlmCall call) {
		this.body = body;
		this.call = call;
	}

	@Override
	public void writeTo(OutputStream out) {
		if (this.written.getAndSet(true)) {
			this.call.retried();
		}
		this.body.writeTo(out);
	}

	@Override
	public @Nullable String contentType() {
		return this.body.contentType();
	}

	@Override
	public long contentLength() {
		return this.body.contentLength();
	}

	@Override
	public boolean repeatable() {
		return this.body.repeatable();
	}

	@Override
	public void close() {
		this.body.close();
	}

}
