package io.sightglass.console;

import io.sightglass.registry.failure.CircuitBreaker;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;

/**
 * The live page, its data and its assets below one path, {@code /actuator/sightglass}. It
 * is read only and follows exposure, access, base path and management port like every
 * other endpoint.
 */
@WebEndpoint(id = "sightglass")
class ConsoleEndpoint {

	private final SnapshotWriter snapshots;

	private final ConsoleAssets assets;

	private final CircuitBreaker breaker;

	ConsoleEndpoint(SnapshotWriter snapshots, ConsoleAssets assets, CircuitBreaker breaker) {
		this.snapshots = snapshots;
		this.assets = assets;
		this.breaker = breaker;
	}

	@ReadOperation(producesFrom = ConsoleFormat.class)
	WebEndpointResponse<Object> console(ConsoleFormat format) {
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
	WebEndpointResponse<Resource> asset(@Selector(match = Selector.Match.ALL_REMAINING) String... path) {
		ConsoleAssets.Asset asset = this.assets.find(String.join("/", path));
		if (asset == null) {
			return new WebEndpointResponse<>(null, WebEndpointResponse.STATUS_NOT_FOUND, MimeTypeUtils.TEXT_PLAIN);
		}
		return new WebEndpointResponse<>(asset.content(), WebEndpointResponse.STATUS_OK, asset.type());
	}

}
