package shop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.ScrapeHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;

/**
 * Takes orders.
 */
public final class Shop {

	private Shop() {
	}

	public static void main(String[] args) throws IOException {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		HttpServer server = HttpServer.create(new InetSocketAddress(Integer.getInteger("port", 9400)), 0);
		server.setExecutor(Executors.newFixedThreadPool(2));
		server.createContext("/metrics", new ScrapeHandler(registry));
		server.start();
		Timer checkout = registry.timer("checkout");
		for (int order = 0; order < 1000; order++) {
			String customer = "customer-" + order;
			checkout.record(() -> registry.counter("orders.placed", "customer", customer).increment());
		}
	}

}
