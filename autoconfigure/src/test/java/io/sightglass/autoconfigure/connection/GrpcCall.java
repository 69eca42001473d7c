package io.sightglass.autoconfigure.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * One call whose end a test decides, by the words that it sends to the service.
 */
final class GrpcCall extends ClientCall.Listener<byte[]> {

	static final MethodDescriptor<byte[], byte[]> METHOD = method("Call");

	private static final int TOO_BIG = 5 << 20;

	private final ClientCall<byte[], byte[]> call;

	private final CompletableFuture<Void> answered = new CompletableFuture<>();

	private final CompletableFuture<Status> ended = new CompletableFuture<>();

	private GrpcCall(ClientCall<byte[], byte[]> call) {
		this.call = call;
	}

	static GrpcCall start(Channel channel, CallOptions options, MethodDescriptor<byte[], byte[]> method) {
		GrpcCall started = new GrpcCall(channel.newCall(method, options));
		started.call.start(started, new Metadata());
		started.call.request(10);
		return started;
	}

	static GrpcCall start(Channel channel) {
		return start(channel, CallOptions.DEFAULT, METHOD);
	}

	static MethodDescriptor<byte[], byte[]> method(String name) {
		return MethodDescriptor.<byte[], byte[]>newBuilder()
			.setType(MethodDescriptor.MethodType.BIDI_STREAMING)
			.setFullMethodName("test.Endings/" + name)
			.setRequestMarshaller(new Bytes())
			.setResponseMarshaller(new Bytes())
			.build();
	}

	static ServerServiceDefinition service() {
		return ServerServiceDefinition.builder("test.Endings")
			.addMethod(METHOD, ServerCalls.asyncBidiStreamingCall(Answers::new))
			.build();
	}

	GrpcCall send(String words) {
		this.call.sendMessage(words.getBytes(StandardCharsets.US_ASCII));
		return this;
	}

	// Both sides know the call from here on.
	GrpcCall answered() throws Exception {
		send("answer");
		this.answered.get(20, TimeUnit.SECONDS);
		return this;
	}

	GrpcCall cancel() {
		this.call.cancel("as it should", null);
		return this;
	}

	Status end() throws Exception {
		return this.ended.get(20, TimeUnit.SECONDS);
	}

	@Override
	public void onMessage(byte[] message) {
		this.answered.complete(null);
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.ended.complete(status);
	}

	private record Answers(StreamObserver<byte[]> response) implements StreamObserver<byte[]> {

		@Override
		public void onNext(byte[] request) {
			switch (new String(request, StandardCharsets.US_ASCII)) {
				case "answer" -> this.response.onNext(request);
				case "big" -> this.response.onNext(new byte[TOO_BIG]);
				case "complete" -> this.response.onCompleted();
				case "invalid" -> this.response.onError(Status.INVALID_ARGUMENT.asException());
				case "unavailable" -> this.response.onError(Status.UNAVAILABLE.asException());
				case "throw" -> throw new IllegalStateException("as it should");
				default -> {
				}
			}
		}

		@Override
		public void onError(Throwable error) {
		}

		@Override
		public void onCompleted() {
			this.response.onCompleted();
		}

	}

	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
