package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.websocket.JettySessions;
import io.sightglass.instrumentation.internal.websocket.MeteredSessions;
import io.sightglass.instrumentation.internal.websocket.StandardSessions;
import io.sightglass.instrumentation.internal.websocket.WebSocketMappings;
import io.sightglass.meters.instrument.Instruments;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * WebSocket sessions of servlet applications, raw and STOMP.
 */
@AutoConfiguration(after = EndpointAutoConfiguration.class)
@ConditionalOnEnabled(value = "websocket", anyOf = { "connections", "transport" })
@ConditionalOnClass({ WebSocketHttpRequestHandler.class, SimpleUrlHandlerMapping.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean({ Endpoints.class, Instruments.class })
@ConditionalOnNeeds("WebSockets")
public final class WebSocketMetersAutoConfiguration {

	WebSocketMetersAutoConfiguration() {
	}

	@Bean
	static WebSocketMappings sightglassWebSocketMappings(ObjectProvider<Endpoints> endpoints,
			ObjectProvider<MeteredSessions> sessions) {
		return new WebSocketMappings(endpoints, sessions);
	}

	/**
	 * Sessions of Jakarta's WebSockets.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "jakarta.websocket.Session")
	static class Standard {

		@Bean
		MeteredSessions sightglassStandardSessions() {
			return new StandardSessions();
		}

	}

	/**
	 * Sessions of Jetty's own WebSockets.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.eclipse.jetty.websocket.api.Session")
	static class Jetty {

		@Bean
		MeteredSessions sightglassJettySessions() {
			return new JettySessions();
		}

	}

}
