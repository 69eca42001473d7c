package io.sightglass.registry.internal.forgotten;

import io.sightglass.registry.internal.forgotten.Forgotten.Tracked;
import io.sightglass.registry.internal.stripe.ThreadPlace;
import org.jspecify.annotations.Nullable;

/**
 * What is tracked, in chains. A thread adds to one in which it meets few others, and
 * needs no memory for it.
 */
final class Chains {

	// Of each so many one is used: the others keep those apart in memory.
	private static final int APART = 8;

	private final Chain[] chains = new Chain[ThreadPlace.COUNT * APART];

	Chains() {
		for (int i = 0; i < this.chains.length; i++) {
			this.chains[i] = new Chain();
		}
	}

	Chain own() {
		return this.chains[ThreadPlace.own() * APART];
	}

	boolean isEmpty() {
		for (Chain chain : this.chains) {
			if (chain.first != null) {
				return false;
			}
		}
		return true;
	}

	void clear() {
		for (Chain chain : this.chains) {
			chain.clear();
		}
	}

	/**
	 * Some of it, each with its neighbours.
	 */
	static final class Chain {

		private volatile @Nullable Tracked first;

		@Nullable Tracked first() {
			return this.first;
		}

		synchronized void add(Tracked one) {
			Tracked first = this.first;
			one.chained = true;
			one.after = first;
			if (first != null) {
				first.before = one;
			}
			this.first = one;
		}

		synchronized void remove(Tracked one) {
			if (!one.chained) {
				return;
			}
			Tracked before = one.before;
			Tracked after = one.after;
			if (before != null) {
				before.after = after;
			}
			else {
				this.first = after;
			}
			if (after != null) {
				after.before = before;
			}
			leave(one);
		}

		synchronized void clear() {
			for (Tracked one = this.first; one != null; one = this.first) {
				this.first = one.after;
				leave(one);
			}
		}

		private static void leave(Tracked one) {
			one.chained = false;
			one.before = null;
			one.after = null;
		}

	}

}
