package io.sightglass.console;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * The console's headers on WebFlux. They are set first, so that a refusal of Spring
 * Security has them too.
 */
final class ReactiveHeadersFilter implements WebFilter, Ordered {

	private final ConsoleHeaders headers;

	ReactiveHeadersFilter(ConsoleHeaders headers) {
		this.headers = headers;
	}

	@Override
	public int getOrder() {
		return ConsoleHeadersConfiguration.ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpHeaders answer = exchange.getResponse().getHeaders();
		this.headers.write(exchange.getRequest().getPath().pathWithinApplication(), answer::set, answer::add);
		return chain.filter(exchange);
	}

}
