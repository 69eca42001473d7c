package io.sightglass.instrumentation.internal.websocket;

import java.util.LinkedHashMap;
import java.util.Map;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.part.OptionalPart;

import org.springframework.beans.PropertyValues;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * Puts metered handlers into the mappings of raw and of STOMP endpoints, before the
 * mapping registers them: a bean of the handler's own type stays what it is, and handlers
 * that are no beans are metered too. A SockJS session counts once, whatever its
 * transport. Endpoints are named by their path.
 */
public class WebSocketMappings implements InstantiationAwareBeanPostProcessor {

	private final OptionalPart part = new OptionalPart("WebSockets");

	private final ObjectProvider<Endpoints> endpoints;

	private final ObjectProvider<MeteredSessions> sessions;

	public WebSocketMappings(ObjectProvider<Endpoints> endpoints, ObjectProvider<MeteredSessions> sessions) {
		this.endpoints = endpoints;
		this.sessions = sessions;
	}

	@Override
	public PropertyValues postProcessProperties(PropertyValues values, Object bean, String name) {
		this.part.bean(bean, name, (any) -> metered(any, name));
		return values;
	}

	private Object metered(Object bean, String name) {
		if (bean instanceof SimpleUrlHandlerMapping mapping && hasWebSockets(mapping)) {
			Map<String, Object> metered = new LinkedHashMap<>();
			String protocol = name.contains("stomp") ? "stomp" : "websocket";
			mapping.getUrlMap().forEach((path, handler) -> metered.put(path, meter(path, protocol, handler)));
			mapping.setUrlMap(metered);
		}
		return bean;
	}

	private static boolean hasWebSockets(SimpleUrlHandlerMapping mapping) {
		return mapping.getUrlMap().values().stream().anyMatch((handler) -> isPlain(handler) || isSockJs(handler));
	}

	private static boolean isPlain(Object handler) {
		return handler.getClass() == WebSocketHttpRequestHandler.class;
	}

	private static boolean isSockJs(Object handler) {
		return handler.getClass() == SockJsHttpRequestHandler.class;
	}

	private Object meter(String path, String protocol, Object handler) {
		if (isPlain(handler)) {
			WebSocketHttpRequestHandler plain = (WebSocketHttpRequestHandler) handler;
			WebSocketHttpRequestHandler metered = new WebSocketHttpRequestHandler(
					meter(path, protocol, plain.getWebSocketHandler()), plain.getHandshakeHandler());
			metered.setHandshakeInterceptors(plain.getHandshakeInterceptors());
			return metered;
		}
		if (isSockJs(handler)) {
			SockJsHttpRequestHandler sockJs = (SockJsHttpRequestHandler) handler;
			return new SockJsHttpRequestHandler(sockJs.getSockJsService(),
					meter(path, protocol, sockJs.getWebSocketHandler()));
		}
		return handler;
	}

	private WebSocketHandler meter(String path, String protocol, WebSocketHandler handler) {
		return new MeteredWebSocketHandler(handler, this.endpoints.getObject().server(EndpointNames.of(path), protocol),
				this.sessions);
	}

}
