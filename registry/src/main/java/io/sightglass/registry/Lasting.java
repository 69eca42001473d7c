package io.sightglass.registry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.sightglass.registry.internal.scrape.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * What outlasts a series that leaves: its values, and who may still record into them. The
 * registry and the application hold a front before the values, and only the garbage
 * collector knows whether the application still does. So when a series is idle, the
 * registry takes a new front, and looks whether those before it are collected.
 */
final class Lasting {

	private final Meter values;

	private final Clock clock;

	private final Scrapes scrapes;

	private final List<WeakReference<Meter>> earlier = new ArrayList<>();

	private Meter.Id id;

	private WeakReference<Meter> front = new WeakReference<>(null);

	private @Nullable Before before;

	private long mark;

	private long since;

	private boolean live;

	private boolean unwanted;

	// Nobody can have the front that the registry holds.
	private boolean fresh;

	Lasting(Meter.Id id, Meter values, Clock clock, Scrapes scrapes) {
		this.id = id;
		this.values = values;
		this.clock = clock;
		this.scrapes = scrapes;
	}

	Meter values() {
		return this.values;
	}

	synchronized Meter.Id id() {
		return this.id;
	}

	/**
	 * Makes a front for the registry, which shows the series from now on.
	 * @param id the id by which it is registered
	 * @param fresh whether nobody has asked for it
	 * @return the front
	 */
	synchronized Meter front(Meter.Id id, boolean fresh) {
		this.id = id;
		Meter made = front(id);
		if (!this.live && this.before != null && this.values instanceof Before.Showing showing) {
			showing.showFirst(this.before);
		}
		this.before = null;
		this.earlier.add(this.front);
		this.front = new WeakReference<>(made);
		this.fresh = fresh;
		this.unwanted = this.unwanted && fresh;
		this.live = true;
		this.mark = mark();
		this.since = fresh ? this.since : this.clock.monotonicTime();
		return made;
	}

	private Meter front(Meter.Id id) {
		if (this.values instanceof StripedCounter counter) {
			return new LastingCounter(id, counter);
		}
		return (this.values instanceof StripedTimer timer) ? new LastingTimer(id, timer)
				: new LastingSummary(id, (StripedSummary) this.values);
	}

	/**
	 * What is to be done with the series.
	 * @param idle how long it stays without a recording, in nanoseconds
	 * @return the next step
	 */
	synchronized Step next(long idle) {
		long now = this.clock.monotonicTime();
		long mark = mark();
		if (mark != this.mark) {
			this.mark = mark;
			this.since = now;
			this.fresh = false;
			this.unwanted = false;
			return this.live ? Step.STAY : Step.RETURN;
		}
		if (!this.live || now - this.since < idle) {
			return Step.STAY;
		}
		if (!this.fresh) {
			return Step.RENEW;
		}
		return isHeld() ? Step.STAY : Step.LEAVE;
	}

	/**
	 * One of those who share it has removed it. It may go unless another one records.
	 */
	synchronized void unwanted() {
		this.unwanted = true;
		this.fresh = this.fresh && mark() == this.mark;
		this.mark = mark();
		this.since = this.clock.monotonicTime();
	}

	synchronized boolean isUnwanted() {
		return this.unwanted;
	}

	synchronized void leave() {
		this.live = false;
		Before never = (this.values instanceof Before.Showing showing) ? showing.before() : null;
		if (never != null && !never.wasShown()) {
			this.before = never;
		}
		else if (this.values instanceof StripedCounter counter) {
			this.before = new Before(this.scrapes, counter.count(), Before.NOTHING, null);
		}
		else {
			Distribution distribution = (Distribution) this.values;
			long[] counts = new long[distribution.buckets()];
			distribution.counts(counts);
			this.before = new Before(this.scrapes, distribution.sum(), counts, distribution.natives());
		}
	}

	synchronized boolean isForgettable() {
		return !this.live && this.front.get() == null && !isHeld();
	}

	synchronized long since() {
		return this.since;
	}

	synchronized boolean isLive() {
		return this.live;
	}

	private boolean isHeld() {
		this.earlier.removeIf((front) -> front.get() == null);
		return !this.earlier.isEmpty();
	}

	// Of a counter the sum: that of one may leave the range in which doubles count.
	private long mark() {
		return (this.values instanceof StripedCounter counter) ? counter.mark()
				: ((Distribution) this.values).recorded();
	}

	enum Step {

		STAY, RENEW, LEAVE, RETURN

	}

}
