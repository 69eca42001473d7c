package io.sightglass.instrumentation.internal.llm.springai;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.StreamOrigin;
import io.sightglass.instrumentation.internal.llm.StreamReader;
import io.sightglass.instrumentation.internal.llm.http.AnswerHead;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.SdkHeaders;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor in the HTTP client of the SDK that Spring AI uses: counts retries, and
 * reads the details of answers. It opens no call, as Spring AI's observation does.
 */
public final class SdkHttpInterceptor implements Interceptor {

	private final String provider;

	private final LlmMeters meters;

	private final StreamDetailsCache streams;

	private final LlmHosts hosts;

	public SdkHttpInterceptor(String provider, LlmMeters meters, StreamDetailsCache streams, LlmHosts hosts) {
		this.provider = provider;
		this.meters = meters;
		this.streams = streams;
		this.hosts = hosts;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		Request request = chain.request();
		if (UnobservedModels.send(request.method(), request.url().uri())) {
			return chain.proceed(request);
		}
		RequestReader read = read(request.body());
		StreamOrigin origin = new StreamOrigin(read.model(), read.said());
		String model = read.model();
		String listed = this.hosts.provider(request.url().uri());
		String provider = (listed != null) ? listed : this.provider;
		if (listed != null) {
			OuterCall.sentTo(origin, listed);
		}
		String attempt = request.header(SdkHeaders.ATTEMPT);
		if (attempt != null && !attempt.equals("0")) {
			this.meters.retried(provider, model);
		}
		Response response = chain.proceed(request);
		countRetries(response.priorResponse(), provider, model);
		ResponseBody body = response.body();
		StreamReader reader = reader(response, body, origin);
		reader.provider(provider);
		if (response.isSuccessful() && body != null && isText(body.contentType())) {
			return response.newBuilder().body(measured(body, reader)).build();
		}
		reader.ended();
		return response;
	}

	private StreamReader reader(Response response, @Nullable ResponseBody body, StreamOrigin origin) {
		StreamReader reader = new StreamReader(this.streams, null, origin,
				body != null && isEventStream(body.contentType()));
		try {
			AnswerHead.tell(reader.head(), response::header);
		}
		catch (Throwable ignored) {
			// The answer is the application's, whatever its head is.
		}
		return reader;
	}

	// OkHttp itself asks again after a 408 and some 503.
	private void countRetries(@Nullable Response prior, String provider, @Nullable String model) {
		for (Response answer = prior; answer != null; answer = answer.priorResponse()) {
			if (answer.code() >= 400) {
				this.meters.retried(provider, model);
			}
		}
	}

	private static ResponseBody measured(ResponseBody body, StreamReader reader) {
		Source source = new MeasuredSource(body.source(), reader);
		return ResponseBody.create(Okio.buffer(source), body.contentType(), body.contentLength());
	}

	private static boolean isText(@Nullable MediaType type) {
		return isEventStream(type) || (type != null && type.subtype().equals("json"));
	}

	private static boolean isEventStream(@Nullable MediaType type) {
		return type != null && type.subtype().equals("event-stream");
	}

	private static RequestReader read(@Nullable RequestBody body) {
		RequestReader reader = RequestReader.ofPrompt();
		if (body == null || body.isOneShot() || body.isDuplex()) {
			return reader;
		}
		try (Buffer copy = new Buffer()) {
			body.writeTo(copy);
			byte[] bytes = copy.readByteArray();
			reader.feed(bytes, 0, bytes.length);
			return reader;
		}
		catch (Throwable ignored) {
			return RequestReader.ofPrompt();
		}
	}

	private static final class MeasuredSource extends ForwardingSource {

		private final StreamReader reader;

		MeasuredSource(Source source, StreamReader reader) {
			super(source);
			this.reader = reader;
		}

		@Override
		public long read(Buffer sink, long byteCount) throws IOException {
			long read = super.read(sink, byteCount);
			if (read > 0) {
				// Shares the segments with the sink: copied is only what is read here.
				try (Buffer passing = new Buffer()) {
					sink.copyTo(passing, sink.size() - read, read);
					this.reader.read(ByteBuffer.wrap(passing.readByteArray()));
				}
			}
			else if (read < 0) {
				this.reader.ended();
			}
			return read;
		}

		@Override
		public void close() throws IOException {
			this.reader.ended();
			super.close();
		}

	}

}
