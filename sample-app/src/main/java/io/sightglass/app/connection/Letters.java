package io.sightglass.app.connection;

import java.io.IOException;
import java.time.Duration;

import io.sightglass.app.load.Scenario;
import io.sightglass.instrumentation.endpoint.Endpoints;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Letters over two nodes: to the edge, and from there to the core, which echoes them.
 */
@Component
class Letters implements Scenario, DisposableBean {

	private static final int LETTER = 2000;

	private final Relay core;

	private final Relay edge;

	private final RelayNode firstNode;

	Letters(Endpoints endpoints) throws IOException {
		this.core = new Relay("core-relay", endpoints, (letter) -> letter);
		this.edge = new Relay("edge-relay", endpoints, new RelayNode("core", this.core.port(), endpoints));
		this.firstNode = new RelayNode("edge", this.edge.port(), endpoints);
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(250);
	}

	@Override
	public void play() {
		this.firstNode.apply(new byte[LETTER]);
	}

	@Override
	public void destroy() throws IOException {
		this.edge.close();
		this.core.close();
	}

}
