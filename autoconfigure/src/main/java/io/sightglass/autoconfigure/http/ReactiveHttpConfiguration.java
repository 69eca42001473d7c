package io.sightglass.autoconfigure.http;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.http.ApplicationHandlers;
import io.sightglass.instrumentation.internal.http.BodySizes;
import io.sightglass.instrumentation.internal.http.DisconnectDecorator;
import io.sightglass.instrumentation.internal.http.ExcludedRequests;
import io.sightglass.instrumentation.internal.http.ReactiveRequestHandler;
import io.sightglass.instrumentation.internal.reactornetty.NettyBodySizes;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import reactor.netty.http.server.HttpServer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;

/**
 * WebFlux, on Reactor Netty.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnNeeds(value = "HTTP requests", instead = "Boot's own meters show them")
class ReactiveHttpConfiguration {

	// First, so that Boot's default handler is not asked.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean
	ReactiveRequestHandler sightglassReactiveRequestHandler(HttpMeters meters, Instruments instruments,
			HttpProperties properties, Environment environment, ApplicationHandlers others,
			ObjectProvider<BodySizes<ServerRequestObservationContext>> sizes) {
		BodySizes<ServerRequestObservationContext> chosen = sizes.getIfAvailable(BodySizes::none);
		return new ReactiveRequestHandler(meters, instruments,
				ExcludedRequests.of(properties.exclude(), environment, "/"), () -> chosen, others,
				ObservationSettings.isActiveTimerWanted(environment));
	}

	@Bean
	@ConditionalOnWebApplication
	DisconnectDecorator sightglassDisconnectDecorator(ReactiveRequestHandler requests,
			ObjectProvider<ServerRequestObservationConvention> conventions) {
		return new DisconnectDecorator(requests,
				conventions.getIfAvailable(DefaultServerRequestObservationConvention::new));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpServer.class)
	@ConditionalOnEnabled("http.sizes")
	@ConditionalOnNeeds(value = "body sizes on Netty", of = "http.sizes")
	static class NettyConfiguration {

		@Bean
		NettyBodySizes sightglassNettyBodySizes() {
			return new NettyBodySizes();
		}

	}

}
