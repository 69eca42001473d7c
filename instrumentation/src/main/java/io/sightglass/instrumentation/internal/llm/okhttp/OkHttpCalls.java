package io.sightglass.instrumentation.internal.llm.okhttp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.http.MeasuredInputStream;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Measures the requests of OkHttp's clients to LLM hosts. A client that is a bean is
 * measured already; one built by hand takes one line:
 *
 * <pre>
 * OkHttpClient client = calls.measured(new OkHttpClient());
 * </pre>
 *
 * A call is one, however often the client's own interceptors send it.
 */
public final class OkHttpCalls implements Interceptor {

	private static final int MAX_ERROR_BODY = 2048;

	private static final int SOONER = 20;

	// A busy machine takes a while from a call's begin to here.
	private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(50);

	private final Supplier<HttpCalls> calls;

	private final @Nullable String provider;

	/**
	 * Measures requests.
	 * @param calls opens calls, from the first request on
	 * @param provider who answers, whatever the host, or {@code null} for the hosts that
	 * are known alone
	 */
	public OkHttpCalls(Supplier<HttpCalls> calls, @Nullable String provider) {
		this.calls = calls;
		this.provider = provider;
	}

	/**
	 * A client that does the same and is measured.
	 * @param client the client, which shares its connections with the returned one
	 * @return the measured client
	 */
	public OkHttpClient measured(OkHttpClient client) {
		return isMeasured(client) ? client : addTo(client.newBuilder()).build();
	}

	private static boolean isMeasured(OkHttpClient client) {
		return client.interceptors().stream().anyMatch(OkHttpCalls.class::isInstance);
	}

	/**
	 * Lets what a builder builds be measured. The interceptors that it has by then retry
	 * inside of a call.
	 * @param builder the builder
	 * @return the builder
	 */
	public OkHttpClient.Builder addTo(OkHttpClient.Builder builder) {
		if (builder.interceptors().stream().noneMatch(OkHttpCalls.class::isInstance)) {
			builder.interceptors().add(0, this);
			builder.addInterceptor(OkHttpCalls::attempt);
		}
		return builder;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		Request request = chain.request();
		long start = System.nanoTime();
		HttpCall call = this.calls.get()
			.open(this.provider, request.method(), request.url().uri(), () -> read(request.body()));
		if (call == null) {
			return chain.proceed(request);
		}
		Response response;
		try {
			response = chain.proceed(request.newBuilder().tag(HttpCall.class, call).build());
		}
		catch (Throwable ex) {
			failed(chain.call(), start, call, ex);
			throw ex;
		}
		return measured(response, call, (error) -> failed(chain.call(), start, call, error));
	}

	private static void failed(Call sent, long start, HttpCall call, Throwable error) {
		long most = sent.timeout().timeoutNanos();
		// Nothing else tells here that its timeout has cancelled a call, which began a
		// moment sooner.
		if (most > 0 && System.nanoTime() - start > most - Math.max(most / SOONER, MOMENT)) {
			call.failed(new SocketTimeoutException());
		}
		else if (sent.isCanceled()
				|| (error instanceof InterruptedIOException && Thread.currentThread().isInterrupted())) {
			call.cancelled();
		}
		else {
			call.failed(error);
		}
	}

	// Inside of what retries. OkHttp itself asks again after a 408 and some 503.
	private static Response attempt(Chain chain) throws IOException {
		HttpCall call = chain.request().tag(HttpCall.class);
		if (call == null) {
			return chain.proceed(chain.request());
		}
		call.requestWritten();
		Response response = chain.proceed(chain.request());
		for (Response prior = response.priorResponse(); prior != null; prior = prior.priorResponse()) {
			if (prior.code() >= 400) {
				call.requestWritten();
			}
		}
		return response;
	}

	private static Response measured(Response response, HttpCall call, Consumer<Throwable> failed) {
		ResponseBody body = response.body();
		if (body == null) {
			return response;
		}
		try {
			call.answered(response.code(), response::header);
			failStream(response);
			MeasuredInputStream read = new MeasuredInputStream(body.byteStream(), call, false, failed);
			return response.newBuilder()
				.body(ResponseBody.create(Okio.buffer(Okio.source(read)), body.contentType(), body.contentLength()))
				.build();
		}
		catch (Throwable ex) {
			call.failed(ex);
			return response;
		}
	}

	// Spring AI forgets the call of a stream that Google's client could not open.
	private static void failStream(Response response) throws IOException {
		if (response.code() >= 400 && response.request().url().encodedPath().endsWith(":streamGenerateContent")) {
			OuterCall outer = OuterCall.asking();
			if (outer != null) {
				outer.call().streamed();
				outer.call().failedFor(LlmError.ofStatus(response.code(), response.peekBody(MAX_ERROR_BODY).string()));
			}
		}
	}

	private static @Nullable RequestReader read(@Nullable RequestBody body) {
		if (body == null || body.isOneShot() || body.isDuplex()) {
			return null;
		}
		try (Buffer copy = new Buffer()) {
			body.writeTo(copy);
			byte[] bytes = copy.readByteArray();
			RequestReader reader = new RequestReader();
			reader.feed(bytes, 0, bytes.length);
			return reader;
		}
		catch (Throwable ignored) {
			return null;
		}
	}

}
