package io.sightglass.instrumentation.internal.jetty;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.server.ServerNames;

import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Gives each Jetty server that an application starts what listens to its connections.
 */
public final class JettyServers
		implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory>, AutoCloseable {

	private final Deque<JettyConnections> servers = new ConcurrentLinkedDeque<>();

	private final Endpoints endpoints;

	private final ServerNames names;

	public JettyServers(Endpoints endpoints, ServerNames names) {
		this.endpoints = endpoints;
		this.names = names;
	}

	@Override
	public void customize(ConfigurableJettyWebServerFactory factory) {
		JettyConnections server = new JettyConnections(this.endpoints, this.names);
		this.servers.add(server);
		factory.addServerCustomizers(server);
	}

	@Override
	public void close() {
		this.servers.forEach(JettyConnections::close);
		this.servers.clear();
	}

}
