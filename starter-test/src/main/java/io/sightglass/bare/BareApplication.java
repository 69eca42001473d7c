package io.sightglass.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An empty application. Its argument is a file for its first scrape, so that one without
 * a web layer can be asked too.
 */
@SpringBootApplication
public class BareApplication {

	public static void main(String[] args) throws IOException {
		var context = SpringApplication.run(BareApplication.class, args);
		Path scrape = Path.of(context.getEnvironment().getRequiredProperty("bare.scrape"));
		Files.writeString(scrape, context.getBean(PrometheusMeterRegistry.class).scrape());
	}

}
