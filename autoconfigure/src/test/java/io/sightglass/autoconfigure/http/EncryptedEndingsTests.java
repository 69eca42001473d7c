package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.sightglass.autoconfigure.connection.EndpointLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an event stream ends that its client leaves, over HTTP/2 and TLS on Reactor Netty:
 * as it does without TLS.
 */
class EncryptedEndingsTests {

	@TempDir
	private static Path folder;

	private static SSLContext tls;

	private static RunningApp app;

	private static EndpointLedger ledger;

	@BeforeAll
	static void start() throws Exception {
		Path store = folder.resolve("own.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
				"-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "secret")
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			trusted.load(in, "secret".toCharArray());
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		tls = SSLContext.getInstance("TLS");
		tls.init(null, trust.getTrustManagers(), null);
		app = new RunningApp(Server.NETTY, new Class<?>[] { ReactiveEndings.Api.class }, "server.http2.enabled=true",
				"server.ssl.bundle=own", "spring.ssl.bundle.jks.own.keystore.location=" + store.toUri(),
				"spring.ssl.bundle.jks.own.keystore.password=secret", "spring.ssl.bundle.jks.own.keystore.type=PKCS12");
		ledger = new EndpointLedger(app.registry());
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@AfterEach
	void countsAStreamThatEndedAndNoError() {
		app.await(() -> assertThat(app.active()).isZero());
		ledger.expect("web", "streams", 1);
		ledger.check();
	}

	@Test
	void cancelled() throws Exception {
		HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
		HttpResponse<InputStream> events = client.send(
				HttpRequest.newBuilder(URI.create("https://localhost:" + app.port() + "/events")).build(),
				HttpResponse.BodyHandlers.ofInputStream());
		assertThat(events.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(events.body().readNBytes(20)).hasSize(20);
		events.body().close();
	}

	@Test
	void ended() throws Exception {
		try (SSLSocket socket = open()) {
			socket.getInputStream().readNBytes(100);
			// What is not read would make a reset of the end.
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
	}

	@Test
	void endedWithoutAWord() throws Exception {
		try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), app.port()); SSLSocket socket = open(plain)) {
			socket.getInputStream().readNBytes(100);
			plain.shutdownOutput();
			app.await(() -> assertThat(app.active()).isZero());
			plain.setSoTimeout(1);
		}
	}

	private static SSLSocket open() throws IOException {
		return open(new Socket(InetAddress.getLoopbackAddress(), app.port()));
	}

	private static SSLSocket open(Socket plain) throws IOException {
		plain.setSoTimeout(20_000);
		SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", app.port(), true);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		socket.getOutputStream().write(Http2Bytes.hello().get(1, "/events").bytes());
		return socket;
	}

}
