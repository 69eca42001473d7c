package io.sightglass.meters.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an application knows of its cluster. A bean of this type is asked in the
 * background, never by a scrape.
 *
 * <pre>
 * cluster_leader{role="orders"} 1.0
 * cluster_term{role="orders"} 42.0
 * cluster_members{type="router"} 3.0
 * </pre>
 */
public interface ClusterState {

	/**
	 * The roles for which this instance stands.
	 * @return the roles
	 */
	default Collection<Role> roles() {
		return List.of();
	}

	/**
	 * How many members there are, by type.
	 * @return the members
	 */
	default Map<String, Integer> members() {
		return Map.of();
	}

	/**
	 * A role that one instance holds.
	 *
	 * @param name the role's name
	 * @param leader whether this instance holds it
	 * @param term the term of the election, or negative where there is none
	 */
	record Role(String name, boolean leader, long term) {
	}

}
