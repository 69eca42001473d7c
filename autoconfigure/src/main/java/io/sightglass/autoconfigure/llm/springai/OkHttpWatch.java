package io.sightglass.autoconfigure.llm.springai;

import java.io.IOException;

import io.sightglass.autoconfigure.llm.SeenStreams;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.wire.SdkHeaders;
import io.sightglass.llm.wire.WireReader;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Watches the HTTP client of a provider's SDK: counts the SDK's own retries, and reads
 * event streams while they pass. It opens no call, so that each counts once.
 */
class OkHttpWatch implements Interceptor {

	private final String provider;

	private final LlmMeters meters;

	private final SeenStreams streams;

	OkHttpWatch(String provider, LlmMeters meters, SeenStreams streams) {
		this.provider = provider;
		this.meters = meters;
		this.streams = streams;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		Request request = chain.request();
		String attempt = request.header(SdkHeaders.ATTEMPT);
		if (attempt != null && !attempt.equals("0")) {
			this.meters.retried(this.provider, model(request.body()));
		}
		Response response = chain.proceed(request);
		repeated(response.priorResponse(), request);
		ResponseBody body = response.body();
		return (response.isSuccessful() && body != null && isEventStream(body.contentType()))
				? response.newBuilder().body(watched(body)).build() : response;
	}

	// OkHttp itself asks again after a 408 and some 503.
	private void repeated(@Nullable Response prior, Request request) {
		for (Response answer = prior; answer != null; answer = answer.priorResponse()) {
			if (answer.code() >= 400) {
				this.meters.retried(this.provider, model(request.body()));
			}
		}
	}

	private ResponseBody watched(ResponseBody body) {
		return ResponseBody.create(Okio.buffer(new WatchedSource(body.source(), this.streams)), body.contentType(),
				body.contentLength());
	}

	private static boolean isEventStream(@Nullable MediaType type) {
		return type != null && type.subtype().equals("event-stream");
	}

	private static @Nullable String model(@Nullable RequestBody body) {
		if (body == null || body.isOneShot() || body.isDuplex()) {
			return null;
		}
		try (Buffer copy = new Buffer()) {
			body.writeTo(copy);
			WireReader reader = new WireReader();
			byte[] bytes = copy.readByteArray();
			reader.feed(bytes, 0, bytes.length);
			return reader.model();
		}
		catch (IOException | RuntimeException ignored) {
			return null;
		}
	}

}
