package io.sightglass.console;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Where Boot shows the endpoints, whatever it was told to map them to. It is asked late:
 * to know the paths, Boot makes every endpoint.
 */
final class EndpointPaths {

	private static final EndpointId CONSOLE = EndpointId.of("sightglass");

	private static final EndpointId SCRAPE = EndpointId.of("prometheus");

	private final Supplier<@Nullable PathMappedEndpoints> endpoints;

	EndpointPaths(ObjectProvider<PathMappedEndpoints> endpoints) {
		this.endpoints = SingletonSupplier.ofNullable(endpoints::getIfAvailable);
	}

	/**
	 * The console's own path.
	 * @return the path with the endpoints' base path, or null where it is not exposed
	 */
	@Nullable String console() {
		PathMappedEndpoints all = this.endpoints.get();
		return (all != null) ? all.getPath(CONSOLE) : null;
	}

	/**
	 * How the page refers to the scrape.
	 * @return a relative path, empty where the scrape is not exposed
	 */
	String toScrape() {
		PathMappedEndpoints all = this.endpoints.get();
		String from = (all != null) ? all.getRootPath(CONSOLE) : null;
		String to = (all != null) ? all.getRootPath(SCRAPE) : null;
		return (from != null && to != null) ? "../".repeat(StringUtils.countOccurrencesOf(from, "/")) + to : "";
	}

}
