package io.sightglass.console;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
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
		ServerHttpRequest request = exchange.getRequest();
		PathContainer path = request.getPath().pathWithinApplication();
		this.headers.write(path, answer::set, answer::add);
		String elsewhere = this.headers.elsewhere(request.getMethod().name(), path, request.getURI().getRawQuery());
		if (elsewhere != null) {
			exchange.getResponse().setStatusCode(HttpStatus.FOUND);
			answer.set(HttpHeaders.LOCATION, elsewhere);
			return exchange.getResponse().setComplete();
		}
		return chain.filter(exchange);
	}

}
