package io.sightglass.autoconfigure.http;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationHandler;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.instrumentation.internal.http.ApplicationHandlers;
import io.sightglass.instrumentation.internal.part.BeforeClosing;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * HTTP servers: exact counts, requests in flight, sizes, and Boot's timer sampled.
 *
 * <pre>
 * http_server_requests_seconds_count{method="GET",outcome="SUCCESS",status="200",uri="/orders/{id}",…} 3
 * http_requests_total{method="GET",outcome="SUCCESS",status="200",uri="/orders/{id}"} 3.0
 * http_requests_active 1.0
 * http_response_size_bytes_sum{method="GET",uri="/orders/{id}"} 1380.0
 * </pre>
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@ConditionalOnEnabled("http")
@ConditionalOnBean(Instruments.class)
@ConditionalOnClass(ObservationProperties.class)
@EnableConfigurationProperties(HttpProperties.class)
public final class HttpAutoConfiguration {

	private static final String SERVLET_REQUEST = "org.springframework.http.server.observation.ServerRequestObservationContext";

	private static final String REACTIVE_REQUEST = "org.springframework.http.server.reactive.observation.ServerRequestObservationContext";

	HttpAutoConfiguration() {
	}

	// Also without a server of its own: the children of a context share its registry of
	// observations, to which its handlers alone belong.
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { SERVLET_REQUEST, REACTIVE_REQUEST })
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		HttpMeters sightglassHttpMeters(Instruments instruments, HttpProperties properties, SightglassProperties all,
				ObjectProvider<ObservationProperties> observations) {
			observations.ifAvailable(ObservationSettings::sayIfUnobserved);
			return HttpMeters.in(instruments, properties.sampleRate().sampler(instruments, "http", all));
		}

		@Bean
		@ConditionalOnMissingBean(name = "sightglassCutOffRequests")
		BeforeClosing sightglassCutOffRequests(HttpMeters meters) {
			return meters::cutOff;
		}

		@Bean
		@ConditionalOnMissingBean
		ApplicationHandlers sightglassApplicationHandlers(ObjectProvider<ObservationHandler<?>> all,
				@Qualifier("defaultMeterObservationHandler") ObjectProvider<DefaultMeterObservationHandler> boots) {
			return new ApplicationHandlers(all, boots);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnServletOrNoServer.class)
	@ConditionalOnClass(name = { SERVLET_REQUEST, "jakarta.servlet.http.HttpServletRequest",
			"org.springframework.boot.web.servlet.FilterRegistrationBean" })
	@Import(ServletHttpConfiguration.class)
	static class ServletConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnReactiveOrNoServer.class)
	@ConditionalOnClass(name = { REACTIVE_REQUEST, "reactor.core.publisher.Mono" })
	@Import(ReactiveHttpConfiguration.class)
	static class ReactiveConfiguration {

	}

	static class OnServletOrNoServer extends AnyNestedCondition {

		OnServletOrNoServer() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		static class Servlet {

		}

		@ConditionalOnNotWebApplication
		static class NoServer {

		}

	}

	static class OnReactiveOrNoServer extends AnyNestedCondition {

		OnReactiveOrNoServer() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		static class Reactive {

		}

		@ConditionalOnNotWebApplication
		static class NoServer {

		}

	}

}
