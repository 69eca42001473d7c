package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.jetty.JettyServers;
import io.sightglass.instrumentation.internal.reactornetty.NettyServers;
import io.sightglass.instrumentation.internal.reactornetty.ReactorPools;
import io.sightglass.instrumentation.internal.reactornetty.WebClientChannels;
import io.sightglass.instrumentation.internal.reactornetty.WebClientPool;
import io.sightglass.instrumentation.internal.server.ServerNames;
import io.sightglass.instrumentation.internal.tomcat.TomcatConnections;
import io.sightglass.meters.instrument.Instruments;
import org.apache.catalina.connector.Connector;
import org.eclipse.jetty.server.Server;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * The connections of the embedded web server, as the endpoint {@code web}, and those of
 * the auto-configured WebClient, as {@code web-client}.
 */
@AutoConfiguration(after = EndpointAutoConfiguration.class,
		afterName = "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration")
@ConditionalOnEnabled
@ConditionalOnBean({ Endpoints.class, Instruments.class })
public final class WebServerAutoConfiguration {

	WebServerAutoConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled(value = "tomcat", anyOf = { "connections", "transport" })
	@ConditionalOnClass({ Connector.class, TomcatConnectorCustomizer.class })
	@ConditionalOnNeeds("connections of Tomcat")
	static class Tomcat {

		@Bean
		TomcatConnections sightglassTomcatConnections(Endpoints endpoints, ServerNames names) {
			return new TomcatConnections(endpoints, names);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled(value = "jetty", anyOf = { "connections", "transport" })
	@ConditionalOnClass({ Server.class, ConfigurableJettyWebServerFactory.class })
	@ConditionalOnNeeds("connections of Jetty")
	static class Jetty {

		@Bean
		JettyServers sightglassJettyConnections(Endpoints endpoints, ServerNames names) {
			return new JettyServers(endpoints, names);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled(value = "netty", anyOf = { "connections", "transport" })
	@ConditionalOnClass({ HttpServer.class, NettyServerCustomizer.class })
	@ConditionalOnNeeds("connections of the Netty server")
	static class ReactorServer {

		@Bean
		NettyServers sightglassReactorServerConnections(Endpoints endpoints, ServerNames names) {
			return new NettyServers(endpoints, names);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("netty")
	@ConditionalOnClass({ HttpClient.class, ClientHttpConnectorBuilderCustomizer.class })
	@ConditionalOnNeeds("connections of WebClient")
	static class ReactorClient {

		@Bean
		WebClientChannels sightglassReactorClientConnections(Endpoints endpoints) {
			return new WebClientChannels(endpoints);
		}

		@Bean
		@ConditionalOnMissingBean
		ReactorPools sightglassReactorPools(Endpoints endpoints) {
			return new ReactorPools(endpoints.connections());
		}

		@Bean
		WebClientPool sightglassWebClientPool(Endpoints endpoints, ReactorPools pools,
				ObjectProvider<ReactorResourceFactory> resources) {
			return new WebClientPool(endpoints, pools, resources.getIfAvailable());
		}

	}

}
