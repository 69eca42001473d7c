package io.sightglass.instrumentation.internal.llm.bedrock;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.http.MeasuredInputStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Measures the calls of Bedrock's clients, outside their retries. The AWS SDK finds its
 * name in a file of this jar and makes one for each client, whoever builds that.
 */
public final class BedrockCalls implements ExecutionInterceptor {

	private static final ExecutionAttribute<HttpCall> CALL = new ExecutionAttribute<>("io.sightglass.llm.call");

	@Override
	public void afterMarshalling(Context.AfterMarshalling context, ExecutionAttributes attributes) {
		HttpCalls calls = BedrockMeasuring.calls();
		if (calls == null) {
			return;
		}
		SdkHttpRequest request = context.httpRequest();
		HttpCall call = calls.open("aws.bedrock", request.method().name(), request.getUri(), () -> null);
		if (call != null) {
			attributes.putAttribute(CALL, call);
		}
	}

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		HttpCall call = call(attributes);
		if (call != null) {
			call.requestWritten();
		}
	}

	@Override
	public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context,
			ExecutionAttributes attributes) {
		HttpCall call = answered(context.httpResponse(), attributes);
		return (call != null) ? context.responseBody().map((body) -> new MeasuredInputStream(body, call))
				: context.responseBody();
	}

	@Override
	public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(Context.ModifyHttpResponse context,
			ExecutionAttributes attributes) {
		HttpCall call = answered(context.httpResponse(), attributes);
		return (call != null) ? context.responsePublisher().map((body) -> new MeasuredBody(body, call))
				: context.responsePublisher();
	}

	// Of a refusal the exception tells, as the client may ask again.
	private static @Nullable HttpCall answered(SdkHttpResponse response, ExecutionAttributes attributes) {
		HttpCall call = call(attributes);
		if (call == null || !response.isSuccessful()) {
			return null;
		}
		call.answered(response.statusCode(), (name) -> response.firstMatchingHeader(name).orElse(null));
		return call;
	}

	@Override
	public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
		HttpCall call = call(attributes);
		if (call != null) {
			call.failed(context.exception());
		}
	}

	private static @Nullable HttpCall call(ExecutionAttributes attributes) {
		return attributes.getAttribute(CALL);
	}

}
