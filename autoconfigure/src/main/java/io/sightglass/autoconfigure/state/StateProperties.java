package io.sightglass.autoconfigure.state;

import java.time.Duration;
import java.util.List;

import io.sightglass.instrumentation.internal.part.WrongProperty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The application's state: build, health, cluster.
 *
 * @param health how the components are
 * @param cluster what the application knows of its cluster
 * @param discovery the services of Spring Cloud
 */
@ConfigurationProperties("sightglass")
public record StateProperties(@DefaultValue Health health, @DefaultValue Cluster cluster,
		@DefaultValue Discovery discovery) {

	private static void check(String name, Duration interval) {
		if (interval.compareTo(Duration.ofMillis(100)) < 0 || interval.compareTo(Duration.ofDays(365)) > 0) {
			throw WrongProperty.of(name, interval, "It is from 100ms to 365d.");
		}
	}

	/**
	 * How the components are.
	 *
	 * @param enabled Whether the health of contributors and groups is shown.
	 * @param include Which health contributors are asked, by name, by the name of a
	 * composite or group, or by patterns such as "redis*" or "*". By default those of
	 * Boot that do not leave the process.
	 * @param interval How old an answer may be before a scrape has it asked anew, 100 ms
	 * to 365 days, but never less than management.endpoint.health.cache.time-to-live. The
	 * scrape does not wait.
	 */
	public record Health(@DefaultValue("true") boolean enabled, @DefaultValue( {
			"ping", "diskSpace", "livenessState", "readinessState", "ssl" }) List<String> include,
			@DefaultValue("60s") Duration interval){

		/**
		 * Checks what Spring has bound.
		 * @param enabled whether the health is shown
		 * @param include which contributors are asked
		 * @param interval how old an answer may be
		 * @throws InvalidConfigurationPropertyValueException if the interval is not from
		 * 100 ms to a year
		 */
		public Health {
			check("sightglass.health.interval", interval);
		}

	}

	/**
	 * What the application knows of its cluster.
	 *
	 * @param enabled Whether leaders, terms and members are shown, as the application's
	 * beans of the type ClusterState and Spring Integration tell them.
	 * @param interval How old an answer of a ClusterState may be before a scrape has it
	 * asked anew, 100 ms to 365 days. The scrape does not wait.
	 */
	public record Cluster(@DefaultValue("true") boolean enabled, @DefaultValue("60s") Duration interval) {

		/**
		 * Checks what Spring has bound.
		 * @param enabled whether leaders, terms and members are shown
		 * @param interval how old an answer may be
		 * @throws InvalidConfigurationPropertyValueException if the interval is not from
		 * 100 ms to a year
		 */
		public Cluster {
			check("sightglass.cluster.interval", interval);
		}

	}

	/**
	 * The services of Spring Cloud.
	 *
	 * @param enabled Whether Spring Cloud's discovery client is asked for all services
	 * and their instances, which may be a call for each of them.
	 * @param interval How old its answers may be before a scrape has it asked anew, 100
	 * ms to 365 days. The scrape does not wait.
	 */
	public record Discovery(@DefaultValue("false") boolean enabled, @DefaultValue("60s") Duration interval) {

		/**
		 * Checks what Spring has bound.
		 * @param enabled whether all services are asked for
		 * @param interval how old an answer may be
		 * @throws InvalidConfigurationPropertyValueException if the interval is not from
		 * 100 ms to a year
		 */
		public Discovery {
			check("sightglass.discovery.interval", interval);
		}

	}

}
