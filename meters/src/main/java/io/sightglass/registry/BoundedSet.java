package io.sightglass.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * At most so many elements: first come, first kept. The limit holds in a race, and what
 * is turned away leaves no trace.
 *
 * @param <T> the type of the elements
 */
final class BoundedSet<T> {

	private final ConcurrentHashMap<T, Boolean> kept = new ConcurrentHashMap<>();

	private final AtomicInteger room;

	BoundedSet(int limit) {
		this.room = new AtomicInteger(limit);
	}

	boolean admits(T element) {
		return admits(element, 0);
	}

	/**
	 * Whether an element is in the set, now or already.
	 * @param element the element
	 * @param reserved how much room must stay free for others
	 * @return false where there is no room
	 */
	@SuppressWarnings("NullAway")
	boolean admits(T element, int reserved) {
		if (this.kept.containsKey(element)) {
			return true;
		}
		if (this.room.get() <= reserved) {
			return false;
		}
		return this.kept.computeIfAbsent(element, (absent) -> takeRoom(reserved) ? Boolean.TRUE : null) != null;
	}

	int size() {
		return this.kept.size();
	}

	private boolean takeRoom(int reserved) {
		return this.room.getAndUpdate((left) -> (left > reserved) ? left - 1 : left) > reserved;
	}

}
