package io.sightglass.autoconfigure.llm.clients;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.sun.net.httpserver.HttpServer;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A redirect is no retry; a request that is sent again because it was refused is one.
 */
class RedirectTests {

	@Test
	void areNoRetries() {
		try (Clients clients = new Clients(Duration.ZERO)) {
			for (Client client : clients.all()) {
				if (client.name().matches("[a-z]+/(jdk|okhttp|rest|web).*")) {
					Reading reading = new Reading(clients.registry());
					int requests = clients.server(client).requests();
					clients.ask(client, "redirect", false);
					reading.await();
					// Where nobody follows it, it is the answer.
					assertThat(reading.sum("llm.requests")).as(client.name()).isEqualTo(1);
					if (client.name().matches("[a-z]+/(jdk|okhttp).*")) {
						assertThat(reading.sum("llm.requests", "outcome", "success")).as(client.name()).isEqualTo(1);
						assertThat(clients.server(client).requests() - requests).as(client.name()).isEqualTo(2);
					}
					assertThat(reading.sum("llm.retries")).as(client.name()).isZero();
				}
			}
		}
	}

	@Test
	void ofTheJdksClientRequestsThatWereRefusedAreRetries() throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			boolean known = exchange.getRequestHeaders().containsKey("Authorization");
			exchange.getRequestBody().readAllBytes();
			exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"models\"");
			exchange.sendResponseHeaders(known ? 200 : 401, -1);
			exchange.close();
		});
		server.start();
		String host = "127.0.0.1:" + server.getAddress().getPort();
		try (Clients clients = new Clients(Duration.ZERO, "sightglass.llm.http.hosts.[127.0.0.1]=openai")) {
			Reading reading = new Reading(clients.registry());
			HttpClient jdk = HttpClient.newBuilder().authenticator(new Authenticator() {

				@Override
				protected PasswordAuthentication getPasswordAuthentication() {
					return new PasswordAuthentication("me", "secret".toCharArray());
				}

			}).build();
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + "/v1/chat/completions"))
				.POST(HttpRequest.BodyPublishers.ofString(SpringHttpClients.body("gpt-5-mini", "answer", false)))
				.build();
			clients.context()
				.getBean(HttpCalls.class)
				.measured(jdk)
				.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(reading.sum("llm.retries", "model", "gpt-5-mini")).isEqualTo(1);
			assertThat(reading.sum("llm.retries")).isEqualTo(1);
		}
		finally {
			server.stop(0);
		}
	}

}
