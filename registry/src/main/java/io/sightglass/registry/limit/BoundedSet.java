package io.sightglass.registry.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * At most so many elements: first come, first kept, until nobody uses one any more. The
 * limit holds in a race, and what is turned away leaves no trace.
 *
 * @param <T> the type of the elements
 */
final class BoundedSet<T> {

	// How many use each one.
	private final ConcurrentHashMap<T, Integer> kept = new ConcurrentHashMap<>();

	// Whom each thread has let in and nobody uses yet. A thread registers one meter after
	// the other: when it lets the next one in, the last one has come to nothing.
	private final ConcurrentHashMap<Long, T> latest = new ConcurrentHashMap<>();

	private final AtomicInteger room;

	private final AtomicBoolean watching;

	/**
	 * An empty set.
	 * @param limit how many elements there is room for
	 * @param watching whether each use is {@linkplain #use heard of}; only then an
	 * element that nobody uses can be known for one
	 */
	BoundedSet(int limit, AtomicBoolean watching) {
		this.room = new AtomicInteger(limit);
		this.watching = watching;
	}

	boolean admits(T element) {
		return admits(element, 0);
	}

	/**
	 * Whether an element is in the set, now or already.
	 * @param element the element
	 * @param reserved how much room must stay free for others; -1 for one more than there
	 * is
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
		boolean[] letIn = { false };
		boolean there = this.kept.computeIfAbsent(element, (absent) -> {
			letIn[0] = takeRoom(reserved);
			return letIn[0] ? 0 : null;
		}) != null;
		if (letIn[0] && this.watching.get()) {
			leaveUnused(this.latest.put(Thread.currentThread().getId(), element));
		}
		return there;
	}

	@SuppressWarnings("NullAway")
	private void leaveUnused(@Nullable T before) {
		if (before != null) {
			boolean[] gone = { false };
			this.kept.computeIfPresent(before, (same, uses) -> {
				gone[0] = uses == 0;
				return gone[0] ? null : uses;
			});
			if (gone[0]) {
				this.room.incrementAndGet();
			}
		}
	}

	boolean isFull(int reserved) {
		return this.room.get() <= reserved;
	}

	boolean contains(T element) {
		return this.kept.containsKey(element);
	}

	/**
	 * Somebody more uses an element. Of what is not in the set it takes no notice.
	 * @param element the element
	 */
	void use(T element) {
		this.kept.computeIfPresent(element, (same, uses) -> uses + 1);
		this.latest.remove(Thread.currentThread().getId(), element);
	}

	/**
	 * Takes an element in, whether there is room or not.
	 * @param element the element
	 */
	void keep(T element) {
		this.kept.computeIfAbsent(element, (absent) -> {
			this.room.decrementAndGet();
			return 0;
		});
	}

	/**
	 * Somebody no longer uses an element, which the last one takes with him.
	 * @param element the element
	 * @return whether there is more room now
	 */
	@SuppressWarnings("NullAway")
	boolean leave(T element) {
		boolean[] gone = { false };
		this.kept.computeIfPresent(element, (same, uses) -> {
			gone[0] = uses <= 1;
			return gone[0] ? null : uses - 1;
		});
		if (gone[0]) {
			this.room.incrementAndGet();
		}
		return gone[0];
	}

	void forEach(Consumer<T> each) {
		this.kept.keySet().forEach(each);
	}

	int size() {
		return this.kept.size();
	}

	private boolean takeRoom(int reserved) {
		return this.room.getAndUpdate((left) -> (left > reserved) ? left - 1 : left) > reserved;
	}

}
