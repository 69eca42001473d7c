package io.sightglass.app.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.sightglass.app.load.Scenario;
import org.jspecify.annotations.Nullable;

import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.stereotype.Component;

/**
 * Talks to the parrot, once finds it asleep, and lets its connection go until it comes
 * again. Boot's factory keeps every channel, so there is one for all visits, until the
 * server starts again on another port.
 */
@Component
class ParrotCaller implements Scenario {

	private static final int CALLS = 5;

	private static final int WORDS = 64;

	private final GrpcServerLifecycle server;

	private final GrpcChannelFactory channels;

	private @Nullable ManagedChannel channel;

	private int port;

	ParrotCaller(GrpcServerLifecycle server, GrpcChannelFactory channels) {
		this.server = server;
		this.channels = channels;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(1);
	}

	@Override
	public void play() {
		ManagedChannel channel = channel();
		try {
			for (int call = 0; call < CALLS; call++) {
				ask(channel, new byte[WORDS]);
			}
			ask(channel, new byte[0]);
		}
		catch (StatusRuntimeException ignored) {
			// Asleep, as it should be once a visit.
		}
		finally {
			channel.enterIdle();
		}
	}

	// A context that is paused and resumed, as tests do, stops and starts its server.
	private ManagedChannel channel() {
		int now = this.server.getPort();
		ManagedChannel last = this.channel;
		if (last != null && now == this.port) {
			return last;
		}
		if (last != null) {
			last.shutdown();
		}
		this.port = now;
		this.channel = this.channels.createChannel("127.0.0.1:" + now);
		return this.channel;
	}

	private static void ask(ManagedChannel channel, byte[] words) {
		CallOptions patience = CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS);
		ClientCalls.blockingUnaryCall(channel, Parrot.REPEAT, patience, words);
	}

}
