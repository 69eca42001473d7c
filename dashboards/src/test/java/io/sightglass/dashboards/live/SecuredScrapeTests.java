package io.sightglass.dashboards.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sightglass.dashboards.cli.DashboardsCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus reads what {@code export} writes for a secured actuator, and gives up
 * an answer beyond the limit.
 */
class SecuredScrapeTests {

	private static final String SCRAPE = "shop_orders_total 7\n";

	private static final String LIMIT = "# " + "x".repeat(1022) + "\n";

	@TempDir
	private Path directory;

	private final AtomicInteger kilobytes = new AtomicInteger();

	@Test
	void aTokenIsSentAndAnAnswerBeyondTheLimitIsGivenUp() throws IOException {
		HttpServer server = HttpServer.create(loopback(), 0);
		serve(server, "Bearer s3cret");
		secret("shop-token/token", "s3cret");
		try (LocalPrometheus prometheus = prometheus(server, "--token-secret", "shop-token")) {
			LocalPrometheus.await("a scrape", () -> prometheus.client().query("shop_orders_total == 7").size() == 1);
			this.kilobytes.set(3 * 1024);
			LocalPrometheus.await("a target that is down", () -> prometheus.client().query("up == 0").size() == 1);
			assertThat(prometheus.client().get("targets").toString()).contains("body size limit exceeded");
			this.kilobytes.set(1024);
			LocalPrometheus.await("a target that is up again", () -> prometheus.client().query("up == 1").size() == 1);
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void aUserAndAPasswordAreSentOverTlsToWhomTheAuthorityKnows() throws Exception {
		HttpsServer server = HttpsServer.create(loopback(), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(tls()));
		// prometheus:s3cret
		serve(server, "Basic cHJvbWV0aGV1czpzM2NyZXQ=");
		secret("shop-login/password", "s3cret");
		try (LocalPrometheus prometheus = prometheus(server, "--https", "--ca-secret", "shop-ca", "--server-name",
				"shop.internal", "--basic-auth-secret", "shop-login")) {
			LocalPrometheus.await("a scrape", () -> prometheus.client().query("shop_orders_total == 7").size() == 1);
		}
		finally {
			server.stop(0);
		}
	}

	private LocalPrometheus prometheus(HttpServer server, String... access) throws IOException {
		Path out = this.directory.resolve("out");
		List<String> arguments = new ArrayList<>(List.of("export", "--out", out.toString(), "--force"));
		arguments.addAll(List.of(access));
		assertThat(DashboardsCommand.commandLine().execute(arguments.toArray(String[]::new))).isZero();
		Path config = out.resolve("prometheus/prometheus.yml");
		Files.writeString(config,
				Files.readString(config)
					.replaceAll("(15|10)s", "1s")
					.replace("body_size_limit: 60MB", "body_size_limit: 2MB")
					.replace("localhost:8080", "127.0.0.1:" + server.getAddress().getPort()));
		return LocalPrometheus.start(config, this.directory,
				"--storage.tsdb.path=" + this.directory.resolve("tsdb-" + server.getAddress().getPort()));
	}

	private void secret(String name, String content) throws IOException {
		Path file = this.directory.resolve("out/prometheus/secrets").resolve(name);
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file, content);
	}

	private static InetSocketAddress loopback() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	private void serve(HttpServer server, String authorization) {
		server.createContext("/actuator/prometheus", (exchange) -> {
			boolean known = authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
			answer(exchange, known ? 200 : 401);
		});
		server.start();
	}

	private void answer(HttpExchange exchange, int status) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int i = 0; i < this.kilobytes.get(); i++) {
			body.writeBytes(LIMIT.getBytes(StandardCharsets.UTF_8));
		}
		body.writeBytes(SCRAPE.getBytes(StandardCharsets.UTF_8));
		exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
		try (exchange) {
			exchange.sendResponseHeaders(status, body.size());
			body.writeTo(exchange.getResponseBody());
		}
	}

	private SSLContext tls() throws IOException, InterruptedException, GeneralSecurityException {
		Path store = this.directory.resolve("store.p12");
		keytool("-genkeypair", "-alias", "shop", "-keyalg", "RSA", "-dname", "CN=shop.internal", "-ext",
				"san=dns:shop.internal", "-keystore", store.toString(), "-storetype", "PKCS12");
		secret("shop-ca/ca.crt", "");
		keytool("-exportcert", "-rfc", "-alias", "shop", "-keystore", store.toString(), "-file",
				this.directory.resolve("out/prometheus/secrets/shop-ca/ca.crt").toString());
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, "changeit".toCharArray());
		}
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, "changeit".toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

	private static void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storepass", "changeit", "-noprompt"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
	}

}
