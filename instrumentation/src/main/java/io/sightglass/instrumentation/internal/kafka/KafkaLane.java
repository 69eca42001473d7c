package io.sightglass.instrumentation.internal.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One partition in the hands of one consumer: the offsets that arrived and have not ended
 * yet, so that each ends once. The consumer's thread lets records arrive, in the order of
 * their offsets; a future's end may come from any thread.
 */
final class KafkaLane {

	private static final Object GIVEN = new Object();

	private static final Object RUNS = new Object();

	// To each offset what became of it: given to the listener, running in a future, or
	// the exception after which it comes again.
	private final Map<Long, Object> open = new ConcurrentHashMap<>();

	private long highest = -1;

	private volatile long ridesUntil = -1;

	// Whether the consumer has gone back and no record has arrived since.
	private volatile boolean back;

	private volatile boolean gone;

	/**
	 * A record is about to be given to the listener.
	 * @param offset its offset
	 * @return whether it is a new one: neither one that comes again, nor one that ended
	 * and rides along with one that comes again
	 */
	boolean arrives(long offset) {
		if (offset > this.ridesUntil) {
			this.ridesUntil = -1;
		}
		if (offset <= this.highest && (offset <= this.ridesUntil || this.open.containsKey(offset))) {
			this.open.replace(offset, GIVEN);
			return false;
		}
		// A lower one that has ended and was not to come again: somebody sought back.
		this.highest = Math.max(this.highest, offset);
		this.open.put(offset, GIVEN);
		return true;
	}

	boolean has(long offset) {
		return this.open.containsKey(offset);
	}

	void runs(long offset) {
		this.open.replace(offset, RUNS);
	}

	/**
	 * A future failed, and the error handler has not been asked yet.
	 * @param offset the offset
	 * @return whether nobody will be asked, as the partition went elsewhere
	 */
	boolean stops(long offset) {
		this.open.replace(offset, RUNS, GIVEN);
		return this.gone && this.open.remove(offset, GIVEN);
	}

	boolean ends(long offset) {
		return this.open.remove(offset) != null;
	}

	/**
	 * The record comes again, and with it those behind it that arrived already.
	 * @param offset the offset
	 * @param error why, or null where the listener asked for it
	 * @return whether it had not ended
	 */
	boolean comesAgain(long offset, @Nullable Throwable error) {
		this.ridesUntil = this.highest;
		this.back = true;
		return this.open.replace(offset, (error != null) ? error : GIVEN) != null;
	}

	/**
	 * The records that were to come again, but the consumer has gone past them.
	 * @param offset the offset that arrives
	 * @return their errors
	 */
	List<Throwable> passed(long offset) {
		if (!this.back) {
			return List.of();
		}
		this.back = false;
		List<Throwable> passed = new ArrayList<>();
		for (Long each : List.copyOf(this.open.keySet())) {
			if (each < offset && this.open.get(each) instanceof Throwable error && this.open.remove(each, error)) {
				passed.add(error);
			}
		}
		return passed;
	}

	/**
	 * The consumer has lost the partition. What still runs in a future ends with it.
	 * @return how many records end with that
	 */
	int leave() {
		this.gone = true;
		int left = 0;
		for (Long each : List.copyOf(this.open.keySet())) {
			Object state = this.open.get(each);
			if (state != null && state != RUNS && this.open.remove(each, state)) {
				left++;
			}
		}
		return left;
	}

}
