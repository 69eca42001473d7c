package io.sightglass.app.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import org.springframework.stereotype.Component;

/**
 * A gRPC service that repeats what it hears, on Boot's server; nothing here knows of
 * meters. Its messages are plain bytes, so nothing has to be generated.
 */
@Component
class Parrot implements BindableService {

	static final MethodDescriptor<byte[], byte[]> REPEAT = MethodDescriptor.<byte[], byte[]>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("sample.Parrot/Repeat")
		.setRequestMarshaller(new Bytes())
		.setResponseMarshaller(new Bytes())
		.build();

	@Override
	public ServerServiceDefinition bindService() {
		return ServerServiceDefinition.builder("sample.Parrot")
			.addMethod(REPEAT, ServerCalls.asyncUnaryCall(Parrot::repeat))
			.build();
	}

	private static void repeat(byte[] words, StreamObserver<byte[]> answer) {
		if (words.length == 0) {
			answer.onError(Status.UNAVAILABLE.withDescription("It sleeps").asRuntimeException());
			return;
		}
		answer.onNext(words);
		answer.onCompleted();
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
