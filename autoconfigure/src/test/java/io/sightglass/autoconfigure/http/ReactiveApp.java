package io.sightglass.autoconfigure.http;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A reactive application that answers in every way.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ReactiveApp.Api.class)
class ReactiveApp {

	@RestController
	static class Api {

		@GetMapping(path = "/orders/{id}", produces = MediaType.TEXT_PLAIN_VALUE)
		Mono<String> order(@PathVariable String id) {
			return Mono.just("order " + id);
		}

		@PostMapping("/echo")
		Mono<byte[]> echo(@RequestBody Mono<byte[]> body) {
			return body;
		}

		@GetMapping("/fail")
		Mono<String> fail() {
			return Mono.error(new IllegalStateException("as it should"));
		}

		@GetMapping("/empty")
		Mono<ResponseEntity<Void>> empty() {
			return Mono.just(ResponseEntity.noContent().build());
		}

		@GetMapping(path = "/big", produces = MediaType.TEXT_PLAIN_VALUE)
		Mono<String> big() {
			return Mono.just("sightglass ".repeat(5000));
		}

		@GetMapping("/deferred")
		Mono<String> deferred() {
			return Mono.delay(Duration.ofMillis(20)).thenReturn("later");
		}

		@GetMapping(path = "/stream", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		Flux<DataBuffer> stream() {
			return endless().take(10);
		}

		@GetMapping(path = "/endless", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		Flux<DataBuffer> endless() {
			return Flux.<DataBuffer>generate(
					(sink) -> sink.next(DefaultDataBufferFactory.sharedInstance.wrap(new byte[1000])));
		}

		@GetMapping(path = "/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> sse() {
			return Flux.just("event 0", "event 1", "event 2");
		}

		@GetMapping("/internal/ping")
		Mono<String> ping() {
			return Mono.just("pong");
		}

		@PostMapping("/internal/ping")
		Mono<String> pinged() {
			return Mono.just("pong");
		}

	}

}
