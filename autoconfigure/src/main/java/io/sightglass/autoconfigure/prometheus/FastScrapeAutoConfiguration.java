package io.sightglass.autoconfigure.prometheus;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Lets {@code /actuator/prometheus} write from cached text, where the endpoint is Boot's
 * own and the registry is ours.
 */
@AutoConfiguration(after = PrometheusMetricsExportAutoConfiguration.class)
@ConditionalOnClass({ PrometheusScrapeEndpoint.class, ConditionalOnAvailableEndpoint.class, PrometheusConfig.class })
@ConditionalOnEnabled("scrape")
@ConditionalOnAvailableEndpoint(PrometheusScrapeEndpoint.class)
@ConditionalOnNeeds(value = FastScrapeAutoConfiguration.PART, instead = FastScrapeAutoConfiguration.INSTEAD)
public final class FastScrapeAutoConfiguration {

	static final String PART = "the fast scrape";

	static final String INSTEAD = "Boot's endpoint answers as ever";

	FastScrapeAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean({ ResilientPrometheusRegistry.class, PrometheusConfig.class })
	FastScrape sightglassFastScrape(ResilientPrometheusRegistry collectors, PrometheusConfig config) {
		return new FastScrape(collectors, config.prometheusProperties());
	}

	@Bean
	@ConditionalOnBean({ FastScrape.class, PrometheusScrapeEndpoint.class })
	@Conditional(OnDefaultScrapeEndpointCondition.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnMissingBean
	FastScrapeEndpoint sightglassServletScrapeEndpoint(FastScrape scrape, PrometheusScrapeEndpoint boots) {
		return new FastScrapeEndpoint(scrape, boots, true);
	}

	@Bean
	@ConditionalOnBean({ FastScrape.class, PrometheusScrapeEndpoint.class })
	@Conditional(OnDefaultScrapeEndpointCondition.class)
	@ConditionalOnMissingBean
	FastScrapeEndpoint sightglassScrapeEndpoint(FastScrape scrape, PrometheusScrapeEndpoint boots) {
		return new FastScrapeEndpoint(scrape, boots, false);
	}

}
