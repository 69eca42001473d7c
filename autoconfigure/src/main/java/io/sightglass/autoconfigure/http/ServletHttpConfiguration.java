package io.sightglass.autoconfigure.http;

import io.sightglass.http.HttpMeters;
import io.sightglass.registry.Instruments;
import org.apache.catalina.valves.ValveBase;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/**
 * Servlets, on Tomcat and Jetty.
 */
@Configuration(proxyBeanMethods = false)
class ServletHttpConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BodySizesChoice<ServerRequestObservationContext> sightglassBodySizes() {
		return new BodySizesChoice<>();
	}

	// First, so that Boot's default handler is not asked.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean
	ServletRequestHandler sightglassServletRequestHandler(HttpMeters meters, Instruments instruments,
			HttpProperties properties, Environment environment,
			BodySizesChoice<ServerRequestObservationContext> sizes) {
		return new ServletRequestHandler(meters, instruments,
				ExcludedRequests.of(properties, environment, environment.getProperty("spring.mvc.servlet.path", "/")),
				sizes);
	}

	// Right behind Spring's observation filter.
	@Bean
	FilterRegistrationBean<AsyncTimeoutFilter> sightglassAsyncTimeoutFilter() {
		FilterRegistrationBean<AsyncTimeoutFilter> registration = new FilterRegistrationBean<>(
				new AsyncTimeoutFilter());
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ConfigurableTomcatWebServerFactory.class, ValveBase.class })
	static class TomcatConfiguration {

		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> sightglassTomcatExchanges(
				HttpProperties properties, ObjectProvider<ServletRequestHandler> requests,
				ObjectProvider<ServerRequestObservationConvention> conventions) {
			return (factory) -> {
				ServerRequestObservationConvention convention = conventions
					.getIfAvailable(DefaultServerRequestObservationConvention::new);
				factory.addEngineValves(new TomcatExchangeValve(properties.sizes(),
						(context) -> requests.ifAvailable((handler) -> handler.left(context, convention))));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ConfigurableJettyWebServerFactory.class, ServletContextRequest.class })
	@ConditionalOnBooleanProperty(name = "sightglass.http.sizes", matchIfMissing = true)
	static class JettyConfiguration {

		@Bean
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> sightglassJettyBodySizes(
				BodySizesChoice<ServerRequestObservationContext> choice) {
			return (factory) -> choice.choose(new JettyBodySizes());
		}

	}

}
