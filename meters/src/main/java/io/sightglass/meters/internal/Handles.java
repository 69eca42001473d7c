package io.sightglass.meters.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.sightglass.registry.failure.Failures;

/**
 * What is made once for each key, and from then on found without a lock. Who asks bounds
 * the keys.
 *
 * @param <K> the type of the keys
 * @param <H> the type of what is made
 */
public final class Handles<K, H> {

	private final Map<K, H> made = new ConcurrentHashMap<>();

	private final Function<K, H> maker;

	/**
	 * Handles of which it does not matter if two threads make one: of meters the registry
	 * has one for an id. No lock is held then, so that who records while the registry
	 * registers, in a listener or a filter, waits for nobody.
	 * @param maker makes one, and does not fail
	 */
	public Handles(Function<K, ? extends H> maker) {
		this.maker = (key) -> {
			H made = maker.apply(key);
			H first = this.made.putIfAbsent(key, made);
			return (first != null) ? first : made;
		};
	}

	/**
	 * Handles with a state of their own, each made once. One that cannot be made is
	 * counted, and tried again next time.
	 * @param failures counts it
	 * @param family under what it is counted
	 * @param maker makes one
	 * @param none what there is instead
	 */
	public Handles(Failures failures, String family, Function<K, ? extends H> maker, H none) {
		this.maker = (key) -> {
			try {
				return this.made.computeIfAbsent(key, maker);
			}
			catch (Throwable ex) {
				failures.record(family, ex);
				return none;
			}
		};
	}

	/**
	 * The handle of a key.
	 * @param key the key
	 * @return its handle
	 */
	public H get(K key) {
		H known = this.made.get(key);
		return (known != null) ? known : this.maker.apply(key);
	}

	public int size() {
		return this.made.size();
	}

}
