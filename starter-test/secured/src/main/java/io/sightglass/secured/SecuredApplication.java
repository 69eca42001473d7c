package io.sightglass.secured;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
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
	 * What it answers.
	 */
	@RestController
	public static class Api {

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
		 * What cannot be answered.
		 * @return nothing
		 */
		@GetMapping("/fail")
		public String fail() {
			throw new IllegalStateException("as it should");
		}

	}

}
