package io.sightglass.autoconfigure.state;

import java.time.Duration;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.autoconfigure.part.LateBeans;
import io.sightglass.instrumentation.internal.state.BuildSource;
import io.sightglass.instrumentation.internal.state.ClusterSource;
import io.sightglass.instrumentation.internal.state.DiscoverySource;
import io.sightglass.instrumentation.internal.state.HealthSource;
import io.sightglass.instrumentation.internal.state.LeaderEventListener;
import io.sightglass.instrumentation.internal.state.StateRefresher;
import io.sightglass.instrumentation.internal.state.StateSource;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.state.ClusterState;
import io.sightglass.meters.state.StateMeters;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.integration.leader.event.AbstractLeaderEvent;

/**
 * Shows what the application is: its build, its health, its place in a cluster.
 *
 * <pre>
 * build_info{revision="9f1c2ab",version="1.4.0"} 1
 * health_status{component="diskSpace"} 1.0
 * cluster_leader{role="orders"} 1.0
 * </pre>
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class,
		afterName = { "org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration",
				"org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration",
				"org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration",
				"org.springframework.cloud.client.CommonsClientAutoConfiguration",
				"org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration",
				"org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration" })
@EnableConfigurationProperties(StateProperties.class)
public final class StateAutoConfiguration {

	StateAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	StateMeters sightglassNoStateMeters() {
		return StateMeters.NONE;
	}

	// A nested class comes before the beans of its owner.
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("state")
	@ConditionalOnBean(Instruments.class)
	static class On {

		@Bean
		@ConditionalOnMissingBean
		StateMeters sightglassStateMeters(Instruments instruments, BeanFactory beans) {
			LateBeans late = new LateBeans(beans);
			return StateMeters.in(instruments, () -> late.with(StateRefresher.class, StateRefresher::looked));
		}

	}

	/**
	 * What is asked away from the scrapes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("state")
	@ConditionalOnBean(Instruments.class)
	static class Background {

		// With the meters, without which nobody would look.
		@Bean
		StateRefresher sightglassStateRefresher(StateMeters state, ObjectProvider<StateSource> sources,
				Instruments instruments) {
			return new StateRefresher(sources, (cause) -> instruments.failures().record("state", cause));
		}

	}

	/**
	 * The start of a server, from which on somebody may look.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("state")
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	static class Served {

		@Bean
		ServerStart sightglassServerStart(ObjectProvider<StateRefresher> refresher) {
			return new ServerStart(refresher);
		}

	}

	record ServerStart(
			ObjectProvider<StateRefresher> refresher) implements ApplicationListener<WebServerInitializedEvent> {

		@Override
		public void onApplicationEvent(WebServerInitializedEvent event) {
			this.refresher.ifAvailable(StateRefresher::served);
		}

	}

	/**
	 * The build.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "state", "build" })
	@ConditionalOnBean(Instruments.class)
	static class Build {

		@Bean
		StateSource sightglassBuildState(StateMeters state, ObjectProvider<BuildProperties> build,
				ObjectProvider<GitProperties> git) {
			return new BuildSource(state, build.getIfAvailable(), git.getIfAvailable());
		}

	}

	/**
	 * The health, where Boot's health module is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "state", "health" })
	@ConditionalOnClass(HealthContributorRegistry.class)
	@ConditionalOnBean({ Instruments.class, HealthContributorRegistry.class })
	@ConditionalOnNeeds("health as a gauge")
	static class Health {

		// Boot's own cache holds for us too.
		private static final String TIME_TO_LIVE = "management.endpoint.health.cache.time-to-live";

		@Bean
		HealthSource sightglassHealthState(StateMeters state, Instruments instruments, StateProperties properties,
				Environment environment, HealthContributorRegistry registry,
				ObjectProvider<ReactiveHealthContributorRegistry> reactive,
				ObjectProvider<HealthEndpointGroups> groups) {
			Duration interval = properties.health().interval();
			Duration timeToLive = Binder.get(environment).bind(TIME_TO_LIVE, Duration.class).orElse(interval);
			return new HealthSource(state, instruments.failures(), registry, reactive, groups,
					properties.health().include(), (timeToLive.compareTo(interval) > 0) ? timeToLive : interval);
		}

	}

	/**
	 * The cluster, as the application's own beans tell it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "state", "cluster" })
	@ConditionalOnBean(Instruments.class)
	static class Cluster {

		@Bean
		StateSource sightglassClusterState(StateMeters state, StateProperties properties,
				ObjectProvider<ClusterState> clusters) {
			return new ClusterSource(state, clusters, properties.cluster().interval());
		}

	}

	/**
	 * The leaders that Spring Integration elects.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "state", "cluster" })
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(AbstractLeaderEvent.class)
	@ConditionalOnNeeds("leaders of Spring Integration")
	static class IntegrationLeaders {

		@Bean
		LeaderEventListener sightglassLeaders(StateMeters state) {
			return new LeaderEventListener(state);
		}

	}

	/**
	 * The services that Spring Cloud discovers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled(value = "state", optIn = "discovery")
	@ConditionalOnClass(DiscoveryClient.class)
	@ConditionalOnBean({ Instruments.class, DiscoveryClient.class })
	@ConditionalOnNeeds("services of Spring Cloud")
	static class Discovery {

		@Bean
		StateSource sightglassDiscoveryState(StateMeters state, StateProperties properties,
				ObjectProvider<DiscoveryClient> clients) {
			return new DiscoverySource(state, clients, properties.discovery().interval());
		}

	}

}
