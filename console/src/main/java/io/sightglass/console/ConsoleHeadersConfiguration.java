package io.sightglass.console;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Headers of the console where the endpoints are: in the application's own context, or in
 * that of a management port.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnEnabled
@ConditionalOnAvailableEndpoint(ConsoleEndpoint.class)
public final class ConsoleHeadersConfiguration {

	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	ConsoleHeadersConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class OnServlet {

		@Bean
		FilterRegistrationBean<ServletHeadersFilter> sightglassConsoleServletHeaders(
				ObjectProvider<PathMappedEndpoints> endpoints) {
			FilterRegistrationBean<ServletHeadersFilter> registration = new FilterRegistrationBean<>(
					new ServletHeadersFilter(new ConsoleHeaders(new EndpointPaths(endpoints))));
			registration.setOrder(ORDER);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class OnWebFlux {

		@Bean
		ReactiveHeadersFilter sightglassConsoleReactiveHeaders(ObjectProvider<PathMappedEndpoints> endpoints) {
			return new ReactiveHeadersFilter(new ConsoleHeaders(new EndpointPaths(endpoints)));
		}

	}

}
