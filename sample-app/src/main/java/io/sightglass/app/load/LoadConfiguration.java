package io.sightglass.app.load;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The day that the load follows.
 */
@Configuration(proxyBeanMethods = false)
class LoadConfiguration {

	@Bean
	Day day(@Value("${demo.load.day:8m}") Duration length) {
		return new Day(length);
	}

}
