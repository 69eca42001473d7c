package io.sightglass.secured;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.event.ContextClosedEvent;

/**
 * A job that is over at once, and counts until its last bean has gone.
 */
final class ShortJob {

	private ShortJob() {
	}

	/**
	 * Runs it until it is ended from outside.
	 * @param properties its properties
	 */
	@SuppressWarnings("Regexp") // The test waits for the word.
	public static void main(String[] properties) {
		start(properties);
		System.out.println("counted");
	}

	static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=OFF", "spring.main.keep-alive=true",
					"management.metrics.use-global-registry=false")
			.properties(properties)
			.run();
	}

	// No component, as the other application of this package would find it.
	@EnableAutoConfiguration
	static class Beans {

		@Bean
		CommandLineRunner run(MeterRegistry registry) {
			return (arguments) -> counter(registry, "run").increment(5);
		}

		@Bean
		ApplicationListener<ContextClosedEvent> event(MeterRegistry registry) {
			Counter event = counter(registry, "event");
			return (closed) -> event.increment();
		}

		@Bean
		Stopping stop(MeterRegistry registry) {
			return new Stopping(counter(registry, "stop"));
		}

		@Bean
		DisposableBean destroy(MeterRegistry registry) {
			return counter(registry, "destroy")::increment;
		}

		@Bean
		@DependsOn("prometheusPushGatewayManager")
		DisposableBean destroyBeforeThePush(MeterRegistry registry) {
			Counter held = counter(registry, "destroy before the push");
			return () -> {
				held.increment();
				// The registry is closed by now, and makes no new ones.
				registry.counter("job.late").increment();
			};
		}

		private static Counter counter(MeterRegistry registry, String when) {
			return registry.counter("job.items", "when", when);
		}

	}

	private record Stopping(Counter counter, AtomicBoolean running) implements SmartLifecycle {

		Stopping(Counter counter) {
			this(counter, new AtomicBoolean());
		}

		@Override
		public void start() {
			this.running.set(true);
		}

		@Override
		public void stop() {
			this.counter.increment();
			this.running.set(false);
		}

		@Override
		public boolean isRunning() {
			return this.running.get();
		}

	}

}
