package io.sightglass.app.connection;

import java.security.KeyStore;
import java.util.Objects;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.springframework.stereotype.Component;

/**
 * A certificate made at each start, for both ends of the gateway.
 */
@Component
class OwnCertificate {

	private final SslContext server;

	private final SSLSocketFactory client;

	OwnCertificate() throws Exception {
		X509Bundle own = new CertificateBuilder().subject("CN=localhost")
			.ecp256()
			.addSanDnsName("localhost")
			.setIsCertificateAuthority(true)
			.buildSelfSigned();
		this.server = SslContextBuilder.forServer(own.getKeyPair().getPrivate(), own.getCertificatePath())
			.sslProvider(SslProvider.JDK)
			.build();
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		trusted.setCertificateEntry("gateway", own.getCertificate());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		this.client = Objects.requireNonNull(context.getSocketFactory());
	}

	SslContext server() {
		return this.server;
	}

	SSLSocketFactory client() {
		return this.client;
	}

}
