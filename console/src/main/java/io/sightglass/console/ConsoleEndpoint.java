package io.sightglass.console;

import java.util.function.Supplier;

import io.sightglass.autoconfigure.part.SightglassEndpoint;
import io.sightglass.registry.failure.CircuitBreaker;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeTypeUtils;

/**
 * The live page, its data and its assets below one path, {@code /actuator/sightglass}.
 * What that path answers without the console is at {@code /actuator/sightglass/parts}. It
 * is read only and follows exposure, access, base path and management port like every
 * other endpoint.
 *
 * The page asks for its assets with a query alone, such as {@code ?asset=app.js}: unlike
 * a path, that is right below whatever path the page is shown.
 */
@WebEndpoint(id = "sightglass")
class ConsoleEndpoint {

	private final SnapshotWriter snapshots;

	private final ConsoleAssets assets;

	private final CircuitBreaker breaker;

	private final Supplier<SightglassEndpoint.Report> parts;

	ConsoleEndpoint(SnapshotWriter snapshots, ConsoleAssets assets, CircuitBreaker breaker,
			Supplier<SightglassEndpoint.Report> parts) {
		this.snapshots = snapshots;
		this.assets = assets;
		this.breaker = breaker;
		this.parts = parts;
	}

	@ReadOperation(producesFrom = ConsoleFormat.class)
	WebEndpointResponse<Object> console(ConsoleFormat format, @Nullable String asset) {
		if (asset != null) {
			return asset(new String[] { asset });
		}
		if (format == ConsoleFormat.PAGE) {
			return new WebEndpointResponse<>(this.assets.page(), format);
		}
		// The page asks every other second: a gauge that hangs must not take a thread
		// each.
		if (!this.breaker.enter()) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
		try {
			return new WebEndpointResponse<>(this.snapshots.write(), format);
		}
		finally {
			this.breaker.leave();
		}
	}

	@ReadOperation
	WebEndpointResponse<Object> asset(@Selector(match = Selector.Match.ALL_REMAINING) String... path) {
		String name = String.join("/", path);
		if (name.equals("parts")) {
			return new WebEndpointResponse<>(this.parts.get(), MimeTypeUtils.APPLICATION_JSON);
		}
		ConsoleAssets.Asset asset = this.assets.find(name);
		if (asset == null) {
			return new WebEndpointResponse<>(null, WebEndpointResponse.STATUS_NOT_FOUND, MimeTypeUtils.TEXT_PLAIN);
		}
		return new WebEndpointResponse<>(asset.content(), WebEndpointResponse.STATUS_OK, asset.type());
	}

}
