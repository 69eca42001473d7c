package io.sightglass.benchmarks.web;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.sun.management.ThreadMXBean;
import io.sightglass.benchmarks.Application;

/**
 * An application of which the processor time and the allocation can be told from those of
 * its neighbours and clients in the same process: by its server's threads.
 */
final class MeasuredServer implements AutoCloseable {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Starter starter;

	private final Application application;

	private final String threads;

	private final List<KeptConnection> connections = new ArrayList<>();

	private long[] ids = {};

	private MeasuredServer(Starter starter, Application application, String threads) {
		this.starter = starter;
		this.application = application;
		this.threads = threads;
	}

	static MeasuredServer start(Starter starter) {
		Set<String> before = names();
		List<String> arguments = new ArrayList<>(starter.arguments());
		arguments.addAll(List.of(Application.SERVLET, "--server.tomcat.max-keep-alive-requests=-1"));
		Application application = Application.start(SmallApplication.class, arguments.toArray(String[]::new));
		application.registry(starter.registry());
		String poller = names().stream()
			.filter((name) -> name.endsWith("-Poller") && !before.contains(name))
			.findFirst()
			.orElseThrow();
		return new MeasuredServer(starter, application, poller.substring(0, poller.length() - "Poller".length()));
	}

	private static Set<String> names() {
		return threads().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
	}

	private static Map<Thread, ?> threads() {
		return Thread.getAllStackTraces();
	}

	Starter starter() {
		return this.starter;
	}

	void connect(int clients) throws IOException {
		int port = Integer.parseInt(this.application.property("local.server.port"));
		while (this.connections.size() < clients) {
			this.connections.add(new KeptConnection(port));
		}
	}

	List<KeptConnection> connections() {
		return this.connections;
	}

	/**
	 * Its server has all its threads by now.
	 */
	void settle() {
		this.ids = threads().keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(this.threads))
			.mapToLong(Thread::getId)
			.toArray();
	}

	long processorNanos() {
		return Arrays.stream(THREADS.getThreadCpuTime(this.ids)).sum();
	}

	long allocatedBytes() {
		return Arrays.stream(THREADS.getThreadAllocatedBytes(this.ids)).sum();
	}

	@Override
	public void close() {
		this.application.close();
	}

}
