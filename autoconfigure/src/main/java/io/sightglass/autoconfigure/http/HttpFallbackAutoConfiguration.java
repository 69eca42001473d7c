package io.sightglass.autoconfigure.http;

import io.sightglass.meters.http.HttpMeters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Where HTTP is not measured, code that uses its meters starts all the same.
 */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnClass(HttpMeters.class)
public final class HttpFallbackAutoConfiguration {

	HttpFallbackAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	HttpMeters sightglassNoHttpMeters() {
		return HttpMeters.NONE;
	}

}
