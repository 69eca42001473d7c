package io.sightglass.autoconfigure.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextClosedEvent;

/**
 * What two registries of one application say last.
 */
final class LastPushes {

	final CountDownLatch closing = new CountDownLatch(1);

	private volatile String stepped = "";

	private volatile String scraped = "";

	String stepped() {
		return this.stepped;
	}

	String scraped() {
		return this.scraped;
	}

	private static String words(MeterRegistry registry) {
		List<String> words = new ArrayList<>();
		for (Meter meter : registry.getMeters()) {
			if (meter instanceof Counter counter && meter.getId().getName().equals("http.requests")) {
				words.add(0, "`http_requests_total{outcome=\"" + meter.getId().getTag("outcome") + "\"}` "
						+ (long) counter.count());
			}
			if (meter instanceof Gauge gauge && meter.getId().getName().equals("http.requests.active")) {
				words.add("`http_requests_active` " + (long) gauge.value());
			}
		}
		return String.join(", ", words);
	}

	/**
	 * A registry that pushes when it is closed, as OTLP's does, beside that of
	 * Prometheus, from which Boot's manager of the Pushgateway takes the last push when
	 * the beans go.
	 */
	@Configuration(proxyBeanMethods = false)
	@Lazy(false)
	static class Beans {

		@Bean
		LastPushes lastPushes() {
			return new LastPushes();
		}

		@Bean
		ApplicationListener<ContextClosedEvent> closing(LastPushes pushes) {
			return (event) -> pushes.closing.countDown();
		}

		@Bean
		StepMeterRegistry stepped(LastPushes pushes) {
			return new Pushed(pushes);
		}

		@Bean
		DisposableBean pushgateway(LastPushes pushes, PrometheusMeterRegistry registry) {
			return () -> pushes.scraped = words(registry);
		}

	}

	private static final class Pushed extends StepMeterRegistry {

		private final LastPushes pushes;

		Pushed(LastPushes pushes) {
			super(new StepRegistryConfig() {
				@Override
				public String prefix() {
					return "pushed";
				}

				@Override
				public @Nullable String get(String key) {
					return null;
				}
			}, Clock.SYSTEM);
			this.pushes = pushes;
		}

		@Override
		protected void publish() {
			this.pushes.stepped = words(this);
		}

		@Override
		protected TimeUnit getBaseTimeUnit() {
			return TimeUnit.SECONDS;
		}

	}

}
