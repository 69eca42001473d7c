package io.sightglass.instrumentation.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * A certificate of our own, and both ends of TLS with it.
 */
final class Tls {

	private final SslContext server;

	private final SslContext client;

	Tls() throws Exception {
		X509Bundle own = new CertificateBuilder().subject("CN=localhost")
			.ecp256()
			.addSanDnsName("localhost")
			.setIsCertificateAuthority(true)
			.buildSelfSigned();
		this.server = SslContextBuilder.forServer(own.getKeyPair().getPrivate(), own.getCertificatePath())
			.sslProvider(SslProvider.JDK)
			.build();
		this.client = SslContextBuilder.forClient()
			.sslProvider(SslProvider.JDK)
			.trustManager(own.getCertificate())
			.endpointIdentificationAlgorithm("")
			.build();
	}

	SslHandler server(Channel channel) {
		return this.server.newHandler(channel.alloc());
	}

	SslHandler client(Channel channel) {
		return this.client.newHandler(channel.alloc(), "localhost", 443);
	}

}
