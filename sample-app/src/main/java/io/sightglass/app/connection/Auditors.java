package io.sightglass.app.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.sightglass.app.load.Scenario;
import io.sightglass.instrumentation.internal.reactornetty.ReactorPools;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * They want many slow invoices at once, through a pool of two connections of their own,
 * so that most of them wait.
 */
@Component
class Auditors implements Scenario, DisposableBean {

	private static final int INVOICES = 8;

	private final ConnectionProvider pool;

	private final WebClient client;

	private final Environment environment;

	Auditors(ReactorPools pools, WebClient.Builder client, Environment environment) {
		this.pool = ConnectionProvider.builder("auditors").maxConnections(2).metrics(true, () -> pools).build();
		this.client = client.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.pool))).build();
		this.environment = environment;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(1);
	}

	@Override
	public void play() throws Exception {
		String port = this.environment.getRequiredProperty("local.server.port");
		// A future: who is interrupted here cancels nothing that is on its way.
		Flux.range(0, INVOICES).flatMap((id) -> invoice(port, id)).then().toFuture().get(20, TimeUnit.SECONDS);
	}

	private Mono<String> invoice(String port, int id) {
		return this.client.get()
			.uri("http://127.0.0.1:{port}/orders/{id}/invoice", port, id)
			.retrieve()
			.bodyToMono(String.class)
			.onErrorComplete();
	}

	@Override
	public void destroy() {
		this.pool.dispose();
	}

}
