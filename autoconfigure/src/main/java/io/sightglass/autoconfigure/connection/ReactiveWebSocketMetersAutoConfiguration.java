package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.websocket.ReactiveWebSocketAdapters;
import io.sightglass.meters.instrument.Instruments;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

/**
 * WebSocket sessions of reactive applications.
 */
@AutoConfiguration(after = EndpointAutoConfiguration.class)
@ConditionalOnEnabled(value = "websocket", anyOf = { "connections", "transport" })
@ConditionalOnClass(WebSocketHandlerAdapter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean({ Endpoints.class, Instruments.class })
@ConditionalOnNeeds("WebSockets")
public final class ReactiveWebSocketMetersAutoConfiguration {

	ReactiveWebSocketMetersAutoConfiguration() {
	}

	@Bean
	static ReactiveWebSocketAdapters sightglassReactiveWebSocketAdapters(ObjectProvider<Endpoints> endpoints) {
		return new ReactiveWebSocketAdapters(endpoints);
	}

}
