package io.sightglass.secured;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Boot pushes to a Pushgateway as the application ends has the requests that ended
 * meanwhile.
 */
class LastPushTests {

	private final AtomicReference<String> last = new AtomicReference<>("");

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void hasWhatEndedInTheGracePeriod(WebApplicationType type) throws IOException {
		HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		gateway.createContext("/", this::take);
		gateway.start();
		try {
			String export = "management.prometheus.metrics.export.pushgateway.";
			CompletableFuture<Integer> late;
			try (RunningApplication application = new RunningApplication(type, true,
					"management.otlp.metrics.export.enabled=false", export + "enabled=true",
					export + "address=127.0.0.1:" + gateway.getAddress().getPort(), export + "format=text",
					export + "push-rate=1h", export + "shutdown-operation=put")) {
				late = application.askLater("/late");
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(application.scrape()).contains("http_requests_active 1.0"));
			}
			assertThat(late.join()).isEqualTo(200);
			assertThat(this.last.get()).contains("http_requests_active 0.0")
				.containsPattern("http_requests_total\\{[^}]*status=\"200\",uri=\"/late\"} 1\\.0")
				.containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"200\",uri=\"/late\"} 1\n");
		}
		finally {
			gateway.stop(0);
		}
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.last.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(202, -1);
		}
	}

}
