package io.sightglass.autoconfigure.http;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Endings that only a reactive application's own code brings about.
 */
@Configuration(proxyBeanMethods = false)
class ReactiveEndings {

	@RestController
	static class Api {

		@GetMapping("/wait")
		Mono<String> never() {
			return Mono.never();
		}

		@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> events() {
			return Flux.interval(Duration.ofMillis(2)).onBackpressureDrop().map((number) -> "event " + number);
		}

	}

	static class Thrower implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			if (exchange.getRequest().getPath().value().equals("/thrown")) {
				throw new AssertionError("as it should");
			}
			return chain.filter(exchange);
		}

	}

	/**
	 * Keeps the queries of the requests that have come as far as the application.
	 */
	static class Reached implements WebFilter {

		static final Queue<String> queries = new ConcurrentLinkedQueue<>();

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			queries.add(String.valueOf(exchange.getRequest().getURI().getQuery()));
			return chain.filter(exchange);
		}

	}

}
