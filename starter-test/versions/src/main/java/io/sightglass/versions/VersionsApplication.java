package io.sightglass.versions;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The same application twice in one JVM: on servlets, and on Netty.
 */
@SpringBootApplication
@RestController
public class VersionsApplication {

	public static void main(String[] args) {
		for (WebApplicationType web : new WebApplicationType[] { WebApplicationType.SERVLET,
				WebApplicationType.REACTIVE }) {
			SpringApplication application = new SpringApplicationBuilder(VersionsApplication.class).web(web).build();
			application.run(args);
		}
	}

	@GetMapping("/hello")
	String hello() {
		return "hello";
	}

	@GetMapping("/oops")
	String fail() {
		throw new IllegalStateException("oops");
	}

}
