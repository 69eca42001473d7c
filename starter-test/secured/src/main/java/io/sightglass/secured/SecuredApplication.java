package io.sightglass.secured;

import java.util.concurrent.CompletableFuture;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers whom Spring Security lets in.
 */
@SpringBootApplication
public class SecuredApplication {

	/**
	 * Boot's rules, but for the page of errors: protected as well, it would send who was
	 * refused to the login.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	public static class Rules {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.anyRequest()
					.authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	/**
	 * What an answer waits for: that the application is told to end, and its event of
	 * that has been heard.
	 */
	@Component
	public static class Ending implements SmartLifecycle {

		private final CompletableFuture<String> answer = new CompletableFuture<>();

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.answer.complete("late");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	/**
	 * What it answers.
	 */
	@RestController
	public static class Api {

		private final Ending ending;

		Api(Ending ending) {
			this.ending = ending;
		}

		/**
		 * A greeting.
		 * @param name whom it is for
		 * @return the greeting
		 */
		@GetMapping("/hello/{name}")
		public String hello(@PathVariable String name) {
			return "Hello " + name;
		}

		/**
		 * What nobody can ask without a token against forgery.
		 * @return nothing of use
		 */
		@PostMapping("/order")
		public String order() {
			return "ordered";
		}

		/**
		 * What is answered as the application ends.
		 * @return the answer
		 */
		@GetMapping("/late")
		public CompletableFuture<String> late() {
			return this.ending.answer;
		}

		/**
		 * What cannot be answered.
		 * @return nothing
		 */
		@GetMapping("/fail")
		public String fail() {
			throw new IllegalStateException("as it should");
		}

	}

}
