package io.sightglass.benchmarks.web;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What does the starter do to a whole request through Tomcat? Client and server are in
 * one process. {@code nothing} is the application without observations, {@code boot} with
 * Actuator alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TomcatBenchmark {

	/** Who measures. */
	@Param({ "nothing", "boot", "sightglass" })
	public String starter = "boot";

	private @Nullable ConfigurableApplicationContext context;

	private int port;

	@Setup
	public void start() {
		ConfigurableApplicationContext started = SpringApplication.run(SmallApplication.class, "--server.port=0",
				"--server.tomcat.max-keep-alive-requests=-1", "--logging.level.root=WARN",
				"--spring.main.banner-mode=off", "--sightglass.enabled=" + this.starter.equals("sightglass"),
				"--management.observations.enable.http=" + !this.starter.equals("nothing"));
		this.context = started;
		this.port = started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@TearDown
	public void stop() {
		if (this.context != null) {
			this.context.close();
		}
	}

	@Benchmark
	public int request(Client client) throws IOException {
		return client.connection().exchange();
	}

	/**
	 * One connection a thread.
	 */
	@State(Scope.Thread)
	public static class Client {

		private @Nullable KeptConnection connection;

		@Setup(Level.Trial)
		public void connect(TomcatBenchmark server) throws IOException {
			this.connection = new KeptConnection(server.port);
		}

		@TearDown(Level.Trial)
		public void close() throws IOException {
			connection().close();
		}

		KeptConnection connection() {
			if (this.connection == null) {
				throw new IllegalStateException("not connected");
			}
			return this.connection;
		}

	}

}
