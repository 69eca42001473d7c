package io.sightglass.instrumentation.internal.state;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.sightglass.meters.state.StateMeters;

/**
 * The members of a cluster that one source has shown. Of what is gone there are none: its
 * last count would be a lie.
 */
final class ShownMembers {

	private final Set<String> seen = new HashSet<>();

	synchronized void show(Map<String, Integer> members, StateMeters state) {
		this.seen.stream().filter((type) -> !members.containsKey(type)).forEach((type) -> state.members(type, 0));
		this.seen.addAll(members.keySet());
		members.forEach(state::members);
	}

}
