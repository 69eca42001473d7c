package io.sightglass.autoconfigure.http;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.http.ExcludedHostHandler;
import io.sightglass.instrumentation.internal.http.ExcludedHosts;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * Clients made from Boot's builders keep Boot's meters, but for excluded hosts.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@ConditionalOnEnabled("http.client")
@ConditionalOnClass(ClientRequestObservationContext.class)
@EnableConfigurationProperties(HttpProperties.class)
@ConditionalOnNeeds(value = "excluded hosts of RestClient", instead = "Boot's meters show all hosts")
public final class HttpClientAutoConfiguration {

	HttpClientAutoConfiguration() {
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ExcludedHostHandler<ClientRequestObservationContext> sightglassExcludedHostHandler(HttpProperties properties) {
		return new ExcludedHostHandler<>(ClientRequestObservationContext.class, HttpClientAutoConfiguration::host,
				new ExcludedHosts(properties.client().excludeHosts()));
	}

	private static @Nullable String host(ClientRequestObservationContext context) {
		ClientHttpRequest request = context.getCarrier();
		return (request != null) ? request.getURI().getHost() : null;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(org.springframework.web.reactive.function.client.ClientRequestObservationContext.class)
	@ConditionalOnNeeds(value = "excluded hosts of WebClient", instead = "Boot's meters show all hosts")
	static class WebClientConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ExcludedHostHandler<org.springframework.web.reactive.function.client.ClientRequestObservationContext> sightglassReactiveExcludedHostHandler(
				HttpProperties properties) {
			return new ExcludedHostHandler<>(
					org.springframework.web.reactive.function.client.ClientRequestObservationContext.class,
					WebClientConfiguration::host, new ExcludedHosts(properties.client().excludeHosts()));
		}

		private static @Nullable String host(
				org.springframework.web.reactive.function.client.ClientRequestObservationContext context) {
			ClientRequest request = context.getRequest();
			return (request != null) ? request.url().getHost() : null;
		}

	}

}
