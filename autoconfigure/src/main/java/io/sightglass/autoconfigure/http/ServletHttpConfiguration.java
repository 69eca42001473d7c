package io.sightglass.autoconfigure.http;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.http.ApplicationHandlers;
import io.sightglass.instrumentation.internal.http.AsyncCompletionFilter;
import io.sightglass.instrumentation.internal.http.ExcludedRequests;
import io.sightglass.instrumentation.internal.http.ServletRequestHandler;
import io.sightglass.instrumentation.internal.jetty.JettyBodySizes;
import io.sightglass.instrumentation.internal.jetty.JettyRequests;
import io.sightglass.instrumentation.internal.tomcat.TomcatExchangeValve;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import org.apache.catalina.valves.ValveBase;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
import org.springframework.util.function.SingletonSupplier;

/**
 * Servlets, on Tomcat and Jetty.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnNeeds(value = "HTTP requests", instead = "Boot's own meters show them")
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
			HttpProperties properties, Environment environment, BodySizesChoice<ServerRequestObservationContext> sizes,
			ApplicationHandlers others) {
		return new ServletRequestHandler(meters, instruments,
				ExcludedRequests.of(properties.exclude(), environment,
						environment.getProperty("spring.mvc.servlet.path", "/")),
				sizes, others, ObservationSettings.isActiveTimerWanted(environment));
	}

	// Right behind Spring's observation filter.
	@Bean
	@ConditionalOnWebApplication
	FilterRegistrationBean<AsyncCompletionFilter> sightglassAsyncCompletionFilter(
			ObjectProvider<ServletRequestHandler> requests,
			ObjectProvider<ServerRequestObservationConvention> conventions,
			ObjectProvider<AsyncCompletionFilter.Server> servers) {
		Supplier<AsyncCompletionFilter.Server> server = SingletonSupplier
			.of(() -> servers.getIfAvailable(() -> (request, context) -> {
			}));
		FilterRegistrationBean<AsyncCompletionFilter> registration = new FilterRegistrationBean<>(
				new AsyncCompletionFilter(onDisconnect(requests, conventions),
						(request, context) -> server.get().becameAsync(request, context)));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
		return registration;
	}

	private static <E extends Throwable> BiConsumer<ServerRequestObservationContext, @Nullable E> onDisconnect(
			ObjectProvider<ServletRequestHandler> requests,
			ObjectProvider<ServerRequestObservationConvention> conventions) {
		Supplier<ServerRequestObservationConvention> convention = SingletonSupplier
			.of(() -> conventions.getIfAvailable(DefaultServerRequestObservationConvention::new));
		return (context, broken) -> requests
			.ifAvailable((handler) -> handler.disconnected(context, broken, convention.get()));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@ConditionalOnClass({ ConfigurableTomcatWebServerFactory.class, ValveBase.class })
	@ConditionalOnNeeds("what Tomcat knows of requests")
	static class TomcatConfiguration {

		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> sightglassTomcatExchanges(
				ObjectProvider<TomcatSizes> sizes, ObjectProvider<ServletRequestHandler> requests,
				ObjectProvider<ServerRequestObservationConvention> conventions) {
			return (factory) -> factory.addEngineValves(
					new TomcatExchangeValve(sizes.getIfAvailable() != null, onDisconnect(requests, conventions)));
		}

		@Bean
		@ConditionalOnEnabled("http.sizes")
		TomcatSizes sightglassTomcatBodySizes() {
			return new TomcatSizes();
		}

		/**
		 * That the valve reads sizes.
		 */
		record TomcatSizes() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@ConditionalOnClass({ ConfigurableJettyWebServerFactory.class, ServletContextRequest.class })
	@ConditionalOnNeeds("what Jetty knows of requests")
	static class JettyConfiguration {

		@Bean
		JettyRequests sightglassJettyRequests(ObjectProvider<ServletRequestHandler> requests,
				ObjectProvider<ServerRequestObservationConvention> conventions) {
			return new JettyRequests(onDisconnect(requests, conventions));
		}

		@Bean
		@ConditionalOnEnabled("http.sizes")
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> sightglassJettyBodySizes(
				BodySizesChoice<ServerRequestObservationContext> choice) {
			return (factory) -> choice.choose(new JettyBodySizes());
		}

	}

}
