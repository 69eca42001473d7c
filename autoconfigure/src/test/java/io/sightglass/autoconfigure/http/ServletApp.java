package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A servlet application that answers in every way.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ServletApp.Api.class, ServletApp.Pages.class })
class ServletApp {

	@Controller
	@ResponseBody
	static class Api {

		@GetMapping(path = "/orders/{id}", produces = MediaType.TEXT_PLAIN_VALUE)
		String order(@PathVariable String id) {
			return "order " + id;
		}

		@PostMapping("/echo")
		byte[] echo(@RequestBody byte[] body) {
			return body;
		}

		@GetMapping("/fail")
		String fail() {
			throw new IllegalStateException("as it should");
		}

		@GetMapping("/empty")
		ResponseEntity<Void> empty() {
			return ResponseEntity.noContent().build();
		}

		@GetMapping(path = "/big", produces = MediaType.TEXT_PLAIN_VALUE)
		String big() {
			return "sightglass ".repeat(5000);
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>(20_000L);
			CompletableFuture.runAsync(() -> result.setResult("later"));
			return result;
		}

		@GetMapping("/deferred/failed")
		DeferredResult<String> deferredFailed() {
			DeferredResult<String> result = new DeferredResult<>(20_000L);
			CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException("as it should")));
			return result;
		}

		@GetMapping("/future/failed")
		CompletableFuture<String> futureFailed() {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("as it should");
			});
		}

		@GetMapping(path = "/stream/failed", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		StreamingResponseBody streamFailed() {
			return (out) -> {
				throw new IllegalStateException("as it should");
			};
		}

		@GetMapping("/timeout")
		DeferredResult<String> timeout() {
			return new DeferredResult<>(50L);
		}

		@GetMapping(path = "/stream", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		StreamingResponseBody stream() {
			return (out) -> {
				for (int i = 0; i < 10; i++) {
					out.write(new byte[1000]);
					out.flush();
				}
			};
		}

		@GetMapping(path = "/endless", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		StreamingResponseBody endless() {
			return (out) -> {
				while (true) {
					out.write(new byte[1000]);
					out.flush();
				}
			};
		}

		@GetMapping("/sse")
		SseEmitter sse() {
			SseEmitter emitter = new SseEmitter(20_000L);
			CompletableFuture.runAsync(() -> {
				try {
					for (int i = 0; i < 3; i++) {
						emitter.send("event " + i);
					}
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/internal/ping")
		String ping() {
			return "pong";
		}

		@PostMapping("/internal/ping")
		String pinged() {
			return "pong";
		}

	}

	@Controller
	static class Pages {

		@GetMapping("/forward")
		String forward() {
			return "forward:/orders/7";
		}

	}

}
