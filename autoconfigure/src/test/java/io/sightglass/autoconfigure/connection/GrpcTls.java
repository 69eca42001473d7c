package io.sightglass.autoconfigure.connection;

import java.util.concurrent.TimeUnit;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * A server with a certificate of its own, and clients that do not all please it.
 */
final class GrpcTls {

	private final GrpcApp app;

	private final X509Bundle own;

	private final X509Bundle foreign;

	GrpcTls(GrpcApp app) throws Exception {
		this.app = app;
		this.own = certificate();
		this.foreign = certificate();
	}

	Status trusted() throws Exception {
		return call(ClientAuth.NONE, client(this.own));
	}

	Status notTrusted() throws Exception {
		return call(ClientAuth.NONE, client(this.foreign));
	}

	Status mutual() throws Exception {
		return call(ClientAuth.REQUIRE, client(this.own).keyManager(this.own.toKeyManagerFactory()));
	}

	Status withoutCertificate() throws Exception {
		return call(ClientAuth.REQUIRE, client(this.own));
	}

	Status withForeignCertificate() throws Exception {
		return call(ClientAuth.REQUIRE, client(this.own).keyManager(this.foreign.toKeyManagerFactory()));
	}

	private Status call(ClientAuth authentication, SslContextBuilder client) throws Exception {
		SslContext there = GrpcSslContexts
			.configure(SslContextBuilder.forServer(this.own.toKeyManagerFactory()), SslProvider.JDK)
			.trustManager(this.own.getCertificate())
			.clientAuth(authentication)
			.build();
		Server server = this.app.anotherServer((builder) -> builder.sslContext(there));
		SslContext here = client.build();
		ManagedChannel channel = this.app.tls("127.0.0.1:" + server.getPort(),
				(builder) -> builder.sslContext(here).overrideAuthority("localhost"));
		Status status = GrpcCall.start(channel).send("complete").end();
		this.app.end(channel);
		server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
		return status;
	}

	private static SslContextBuilder client(X509Bundle trusted) {
		return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
			.trustManager(trusted.getCertificate());
	}

	private static X509Bundle certificate() throws Exception {
		return new CertificateBuilder().subject("CN=localhost")
			.ecp256()
			.addSanDnsName("localhost")
			.setIsCertificateAuthority(true)
			.buildSelfSigned();
	}

}
