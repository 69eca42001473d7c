package io.sightglass.app.incidents;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the incidents of the demonstration come and go.
 *
 * @param lasts how long one lasts
 * @param every how long after the start of one the next one starts by itself
 */
@ConfigurationProperties("demo.incidents")
record IncidentProperties(@DefaultValue("30s") Duration lasts, @DefaultValue("80s") Duration every) {

	IncidentProperties {
		if (lasts.isNegative() || lasts.isZero()) {
			throw new IllegalArgumentException("demo.incidents.lasts is " + lasts + ": it must be longer than nothing");
		}
	}

}
