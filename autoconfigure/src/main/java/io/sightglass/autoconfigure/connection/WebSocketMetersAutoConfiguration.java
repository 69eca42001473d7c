package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnFamily;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.websocket.WebSocketMappings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * WebSocket sessions of servlet applications, raw and STOMP.
 */
@AutoConfiguration(after = EndpointAutoConfiguration.class)
@ConditionalOnFamily
@ConditionalOnClass({ WebSocketHttpRequestHandler.class, SimpleUrlHandlerMapping.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Endpoints.class)
@ConditionalOnNeeds("WebSockets")
public final class WebSocketMetersAutoConfiguration {

	WebSocketMetersAutoConfiguration() {
	}

	@Bean
	static WebSocketMappings sightglassWebSocketMappings(ObjectProvider<Endpoints> endpoints) {
		return new WebSocketMappings(endpoints);
	}

}
