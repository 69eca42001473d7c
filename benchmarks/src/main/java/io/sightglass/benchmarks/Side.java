package io.sightglass.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One side of a comparison: an application that is started with the trial, which fails
 * where its registry is not the one that is to be measured. Only the side that a method
 * asks for is started.
 */
@State(Scope.Benchmark)
public abstract class Side {

	/** The application. */
	protected final Application application;

	/** Its registry. */
	protected final MeterRegistry registry;

	private Side(Application application, Class<? extends MeterRegistry> meant) {
		this.application = application;
		this.registry = application.registry(meant);
	}

	@TearDown
	public final void stop() {
		this.application.close();
	}

	/** With the starter, and so with its registry. */
	public abstract static class Starter extends Side {

		protected Starter(String... arguments) {
			super(Application.sightglass(arguments), SightglassPrometheusRegistry.class);
		}

		protected Starter(Class<?> source) {
			super(Application.start(source), SightglassPrometheusRegistry.class);
		}

	}

	/** Without the starter, and so with Micrometer's registry. */
	public abstract static class Stock extends Side {

		protected Stock(String... arguments) {
			super(Application.stock(arguments), PrometheusMeterRegistry.class);
		}

		protected Stock(Class<?> source) {
			super(Application.start(source, Application.STOCK), PrometheusMeterRegistry.class);
		}

	}

}
