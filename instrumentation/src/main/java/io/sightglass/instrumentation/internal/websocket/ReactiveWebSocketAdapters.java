package io.sightglass.instrumentation.internal.websocket;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.part.OptionalPart;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

/**
 * Takes the place of WebFlux's adapter for WebSocket handlers: beans of the handlers' own
 * types stay what they are, and handlers that are no beans are metered too. An adapter of
 * the application's own class is left alone.
 */
public class ReactiveWebSocketAdapters implements BeanPostProcessor {

	private final OptionalPart part = new OptionalPart("WebSockets");

	private final ObjectProvider<Endpoints> endpoints;

	public ReactiveWebSocketAdapters(ObjectProvider<Endpoints> endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this::metered);
	}

	private Object metered(Object bean) {
		if (bean.getClass() != WebSocketHandlerAdapter.class) {
			return bean;
		}
		WebSocketHandlerAdapter plain = (WebSocketHandlerAdapter) bean;
		WebSocketHandlerAdapter metered = new WebSocketHandlerAdapter(
				new ReactiveWebSocketService(plain.getWebSocketService(), this.endpoints));
		metered.setOrder(plain.getOrder());
		return metered;
	}

}
