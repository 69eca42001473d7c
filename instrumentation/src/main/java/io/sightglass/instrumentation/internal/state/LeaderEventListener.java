package io.sightglass.instrumentation.internal.state;

import io.sightglass.meters.state.StateMeters;

import org.springframework.context.ApplicationListener;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;

/**
 * Hears who leads from Spring Integration's events; they know of no term.
 */
public final class LeaderEventListener implements ApplicationListener<AbstractLeaderEvent> {

	private final StateMeters state;

	public LeaderEventListener(StateMeters state) {
		this.state = state;
	}

	@Override
	public void onApplicationEvent(AbstractLeaderEvent event) {
		this.state.leader(event.getRole(), event instanceof OnGrantedEvent);
	}

}
