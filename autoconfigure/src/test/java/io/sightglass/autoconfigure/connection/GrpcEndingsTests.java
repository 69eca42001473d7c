package io.sightglass.autoconfigure.connection;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.micrometer.core.instrument.Timer;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How gRPC's calls end, on Boot's server and channels.
 */
class GrpcEndingsTests {

	private static final String CLIENT = "grpc-client";

	private static final String SERVER = "grpc";

	private static final Map<String, Status.Code> ERRORS = Map.of("errors{unavailable}", Status.Code.UNAVAILABLE,
			"errors{timeout}", Status.Code.DEADLINE_EXCEEDED, "errors{cancelled}", Status.Code.CANCELLED,
			"errors{resources}", Status.Code.RESOURCE_EXHAUSTED);

	private static final MethodDescriptor<byte[], byte[]> UNKNOWN = GrpcCall.method("Unknown");

	private static GrpcApp app;

	private static ManagedChannel channel;

	private static GrpcTls tls;

	private static EndpointLedger ledger;

	@BeforeAll
	static void start() throws Exception {
		app = new GrpcApp();
		tls = new GrpcTls(app);
		channel = app.channel(app.here());
		ledger = new EndpointLedger(app.registry());
	}

	@AfterAll
	static void stop() throws Exception {
		ledger.check();
		app.close();
	}

	@ParameterizedTest
	@EnumSource
	void countsOnceAsWhatItWas(Ending ending) throws Exception {
		Status status = ending.run.end();
		assertThat(status.getCode()).as(status.toString()).isEqualTo(ending.status);
		ending.expect();
		ledger.check();
		agreesWithBootsOwnTimer(ledger.counted());
	}

	@Test
	void standOnThePage() throws Exception {
		EndingsPage.check("gRPC", Ending.values());
	}

	private static void agreesWithBootsOwnTimer(Map<String, Long> counted) {
		Map<String, Long> errors = new TreeMap<>();
		Map<String, Long> timed = new TreeMap<>();
		ERRORS.forEach((error, code) -> {
			errors.put(code.name(), counted.getOrDefault(CLIENT + " " + error, 0L));
			timed.put(code.name(),
					app.registry()
						.find("grpc.client")
						.tag("grpc.status_code", code.name())
						.timers()
						.stream()
						.mapToLong(Timer::count)
						.sum());
		});
		assertThat(errors).isEqualTo(timed);
	}

	private static Status cancelledBefore() throws Exception {
		Context.CancellableContext context = Context.current().withCancellation();
		context.cancel(null);
		return context.call(() -> GrpcCall.start(channel).end());
	}

	private static Status deadlineOf(long millis) throws Exception {
		return GrpcCall
			.start(channel, CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS), GrpcCall.METHOD)
			.end();
	}

	// Only the header, so that the client does not wait for the same moment.
	private static Status deadlineAtTheServer() throws Exception {
		ClientStreamTracer.Factory deadline = new ClientStreamTracer.Factory() {
			@Override
			public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
				headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "50m");
				return new ClientStreamTracer() {
				};
			}
		};
		return GrpcCall.start(channel, CallOptions.DEFAULT.withStreamTracerFactory(deadline), GrpcCall.METHOD).end();
	}

	private static Status elsewhere(String target) throws Exception {
		ManagedChannel elsewhere = app.channel(target);
		Status status = GrpcCall.start(elsewhere).end();
		app.end(elsewhere);
		return status;
	}

	private static Status tls() throws Exception {
		ManagedChannel encrypted = app.tls(app.here(), UnaryOperator.identity());
		Status status = GrpcCall.start(encrypted).end();
		app.end(encrypted);
		return status;
	}

	private static Status reset() throws Exception {
		try (GrpcApp.Between between = new GrpcApp.Between(app.port())) {
			ManagedChannel through = app.channel("127.0.0.1:" + between.port());
			GrpcCall call = GrpcCall.start(through).answered();
			between.reset();
			Status status = call.end();
			app.end(through);
			return status;
		}
	}

	private static Status serverEnds() throws Exception {
		Server ending = app.anotherServer(UnaryOperator.identity());
		ManagedChannel other = app.channel("127.0.0.1:" + ending.getPort());
		GrpcCall call = GrpcCall.start(other).answered();
		ending.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
		Status status = call.end();
		app.end(other);
		return status;
	}

	private static Status channelEnds() throws Exception {
		ManagedChannel ending = app.channel(app.here());
		GrpcCall call = GrpcCall.start(ending).answered();
		app.end(ending);
		return call.end();
	}

	private static Status channelHasEnded() throws Exception {
		ManagedChannel ended = app.channel(app.here());
		app.end(ended);
		return GrpcCall.start(ended).end();
	}

	@SuppressWarnings("ImmutableEnumChecker")
	enum Ending implements EndingsPage.Row {

		SUCCESS("in order", Status.Code.OK, "streams", "streams",
				() -> GrpcCall.start(channel).answered().send("complete").end()),

		FAILURE("a failure of the application's own", Status.Code.INVALID_ARGUMENT, "streams", "streams",
				() -> GrpcCall.start(channel).send("invalid").end()),

		LATER("a failure after the first messages", Status.Code.INVALID_ARGUMENT, "streams", "streams",
				() -> GrpcCall.start(channel).answered().answered().send("invalid").end()),

		UNAVAILABLE("the status UNAVAILABLE, by the application", Status.Code.UNAVAILABLE,
				"streams, errors{unavailable}", "streams, errors{unavailable}",
				() -> GrpcCall.start(channel).send("unavailable").end()),

		THROWN("the method throws", Status.Code.UNKNOWN, "streams", "streams",
				() -> GrpcCall.start(channel).send("throw").end()),

		UNIMPLEMENTED("a method that is not there", Status.Code.UNIMPLEMENTED, "streams", "streams",
				() -> GrpcCall.start(channel, CallOptions.DEFAULT, UNKNOWN).end()),

		TOO_BIG("an answer that the client finds too big", Status.Code.RESOURCE_EXHAUSTED, "streams, errors{resources}",
				"streams, errors{cancelled}", () -> GrpcCall.start(channel).send("big").end()),

		CANCELLED_BEFORE("cancelled before it starts", Status.Code.CANCELLED, "errors{cancelled}", "",
				GrpcEndingsTests::cancelledBefore),

		CANCELLED("cancelled after an answer", Status.Code.CANCELLED, "streams, errors{cancelled}",
				"streams, errors{cancelled}", () -> GrpcCall.start(channel).answered().cancel().end()),

		DEADLINE_BEFORE("its deadline has passed before it starts", Status.Code.DEADLINE_EXCEEDED, "errors{timeout}",
				"", () -> deadlineOf(-1)),

		DEADLINE("its deadline passes", Status.Code.DEADLINE_EXCEEDED, "streams, errors{timeout}",
				"streams, errors{cancelled} or errors{timeout}", () -> deadlineOf(300)),

		DEADLINE_AT_SERVER("its deadline passes at the server alone", Status.Code.CANCELLED,
				"streams, errors{cancelled}", "streams, errors{timeout}", GrpcEndingsTests::deadlineAtTheServer),

		REFUSED("refused", Status.Code.UNAVAILABLE, "errors{unavailable}, failed{refused}", "",
				() -> elsewhere("127.0.0.1:1")),

		UNKNOWN_HOST("an unknown host", Status.Code.UNAVAILABLE, "errors{unavailable}, failed{unreachable}", "",
				() -> elsewhere("dns:///nowhere.invalid:1")),

		HANDSHAKE("a TLS handshake that fails", Status.Code.UNAVAILABLE, "errors{unavailable}, failed{handshake}",
				"failed{handshake}", GrpcEndingsTests::tls),

		OVER_TLS("in order, over TLS", Status.Code.OK, "streams", "streams", () -> tls.trusted()),

		OVER_MUTUAL_TLS("in order, over mutual TLS", Status.Code.OK, "streams", "streams", () -> tls.mutual()),

		NOT_TRUSTED("the client does not trust the server's certificate", Status.Code.UNAVAILABLE,
				"errors{unavailable}, failed{handshake}", "failed{handshake}", () -> tls.notTrusted()),

		WITHOUT_CERTIFICATE("the server asks for a certificate that the client does not have", Status.Code.UNAVAILABLE,
				"errors{unavailable}, failed{handshake}", "failed{handshake}", () -> tls.withoutCertificate()),

		FOREIGN_CERTIFICATE("the server does not trust the client's certificate", Status.Code.UNAVAILABLE,
				"errors{unavailable}, failed{handshake}", "failed{handshake}", () -> tls.withForeignCertificate()),

		RESET("the connection is reset", Status.Code.UNAVAILABLE, "streams, errors{unavailable}, closed{reset}",
				"streams, errors{unavailable}", GrpcEndingsTests::reset),

		SERVER_ENDS("the server is shut down in the middle", Status.Code.CANCELLED, "streams, errors{cancelled}",
				"streams, errors{unavailable}", GrpcEndingsTests::serverEnds),

		CHANNEL_ENDS("the channel is shut down in the middle", Status.Code.UNAVAILABLE, "streams, errors{unavailable}",
				"streams, errors{cancelled}", GrpcEndingsTests::channelEnds),

		CHANNEL_HAS_ENDED("the channel has been shut down before", Status.Code.UNAVAILABLE, "errors{unavailable}", "",
				GrpcEndingsTests::channelHasEnded);

		private final String words;

		private final Status.Code status;

		private final String client;

		private final String server;

		private final Run run;

		Ending(String words, Status.Code status, String client, String server, Run run) {
			this.words = words;
			this.status = status;
			this.client = client;
			this.server = server;
			this.run = run;
		}

		void expect() {
			ledger.expectAll(CLIENT, this.client);
			ledger.expectAll(SERVER, this.server);
		}

		@Override
		public String ending() {
			return this.words + ": " + this.status;
		}

		@Override
		public String countsAs() {
			return "client: " + EndpointLedger.words(this.client) + "; server: " + EndpointLedger.words(this.server);
		}

		private interface Run {

			Status end() throws Exception;

		}

	}

}
