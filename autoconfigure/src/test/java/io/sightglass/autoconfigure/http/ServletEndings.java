package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Endings that only a servlet application's own code brings about.
 */
@Configuration(proxyBeanMethods = false)
class ServletEndings {

	@RestController
	static class Api {

		@GetMapping("/wait")
		DeferredResult<String> never() {
			return new DeferredResult<>(60_000L);
		}

	}

	/**
	 * Waits for nobody for long.
	 */
	@RestController
	static class Impatient {

		@GetMapping("/wait")
		DeferredResult<String> never() {
			return new DeferredResult<>(1_000L);
		}

	}

	/**
	 * Keeps the queries of the requests that have come as far as the application.
	 */
	static class Reached extends OncePerRequestFilter {

		static final Queue<String> queries = new ConcurrentLinkedQueue<>();

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			queries.add(String.valueOf(request.getQueryString()));
			chain.doFilter(request, response);
		}

	}

	static class Thrower extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if (request.getRequestURI().equals("/thrown")) {
				throw new AssertionError("as it should");
			}
			chain.doFilter(request, response);
		}

	}

}
