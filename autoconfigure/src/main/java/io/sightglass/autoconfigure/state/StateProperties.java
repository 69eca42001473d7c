package io.sightglass.autoconfigure.state;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The application's state: build, health, cluster.
 *
 * @param enabled Whether build, health and cluster are shown at all.
 * @param health Whether the health of every contributor and group is shown.
 * @param build Whether the build's version and revision are shown.
 * @param cluster Whether the leaders, terms and members of the cluster are shown.
 * @param healthInterval How old the answers of health and cluster may be before a scrape
 * has them asked anew, 100 ms to 365 days; what is down waits for six times as long. The
 * scrape waits for none of them.
 */
@ConfigurationProperties("sightglass.state")
public record StateProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean health,
		@DefaultValue("true") boolean build, @DefaultValue("true") boolean cluster,
		@DefaultValue("10s") Duration healthInterval) {

	private static final Duration LEAST = Duration.ofMillis(100);

	private static final Duration MOST = Duration.ofDays(365);

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether anything of the state is shown
	 * @param health whether the health of each component is shown
	 * @param build whether the version and revision are shown
	 * @param cluster whether leaders, terms and members are shown
	 * @param healthInterval how old an answer may be before it is asked for anew
	 * @throws InvalidConfigurationPropertyValueException if the interval is not from 100
	 * ms to a year
	 */
	public StateProperties {
		if (healthInterval.compareTo(LEAST) < 0 || healthInterval.compareTo(MOST) > 0) {
			throw new InvalidConfigurationPropertyValueException("sightglass.state.health-interval", healthInterval,
					"It is from 100ms to 365d.");
		}
	}

}
