package io.sightglass.autoconfigure.http;

import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Configuration;
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

}
