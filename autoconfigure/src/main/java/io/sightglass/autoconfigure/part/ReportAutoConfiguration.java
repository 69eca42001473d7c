package io.sightglass.autoconfigure.part;

import io.sightglass.registry.internal.log.SafeLog;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Says what of Sightglass is on, what is off and why: at {@code /actuator/sightglass},
 * and in the log at the level debug what takes the place of Boot's own, and which beans
 * gave way to the application's.
 */
@AutoConfiguration
public final class ReportAutoConfiguration {

	private static final SafeLog logger = SafeLog.of(ReportAutoConfiguration.class);

	ReportAutoConfiguration() {
	}

	@Bean
	static SmartInitializingSingleton sightglassReplacedBeans(ConfigurableListableBeanFactory beans) {
		return () -> {
			if (logger.isDebugEnabled()) {
				PartsReport report = new PartsReport(beans);
				logger.debug(report.inBootsPlace());
				report.replacedByTheApplication()
					.forEach((bean, why) -> logger.debug("'" + bean + "' gives way to the application's: " + why));
			}
		};
	}

	// Also where all is off: it says so. The console's stands before this one.
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
	@ConditionalOnAvailableEndpoint(SightglassEndpoint.class)
	@Conditional(OnFreeEndpointIdCondition.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean(value = SightglassEndpoint.class, type = "io.sightglass.console.ConsoleEndpoint")
		SightglassEndpoint sightglassEndpoint(ConfigurableListableBeanFactory beans) {
			return new SightglassEndpoint(beans);
		}

	}

}
