package io.sightglass.meters.llm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Removals;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.registry.internal.stripe.InProgress;
import org.jspecify.annotations.Nullable;

/**
 * What the meters of money and of calls in progress read. The registry has one meter for
 * series that a filter makes one, and that reads what the first of them was given: the
 * others count there, too.
 */
final class Shown {

	private final Map<Meter.Id, Dollars> money = new ConcurrentHashMap<>();

	private final Map<Meter.Id, InProgress> active = new ConcurrentHashMap<>();

	private final Removals removals;

	/**
	 * Nothing yet.
	 * @param instruments of the registry
	 * @param forget lets go of the meters that are held, as some have left the registry,
	 * where it is cleared for instance
	 */
	Shown(Instruments instruments, Runnable forget) {
		this.removals = Removals.of(instruments, "llm", (left) -> {
			if (left != null) {
				this.money.remove(left.getId());
				this.active.remove(left.getId());
				forget.run();
			}
		});
	}

	/**
	 * What a gauge reads.
	 * @param register makes the gauge, or finds it
	 * @return where its calls are counted
	 */
	InProgress active(Function<InProgress, Gauge> register) {
		InProgress own = new InProgress();
		InProgress known = this.active.putIfAbsent(this.removals.hold(register.apply(own)).getId(), own);
		return (known != null) ? known : own;
	}

	/**
	 * Dollars with a meter from the first of them on: whatever has no price shows no
	 * cost, rather than one of zero.
	 * @param register makes the meter, or finds it
	 * @return what adds picodollars
	 */
	LongConsumer dollars(Function<Dollars, FunctionCounter> register) {
		return new Money(register);
	}

	private final class Money implements LongConsumer {

		private final Function<Dollars, FunctionCounter> register;

		private volatile @Nullable Dollars dollars;

		Money(Function<Dollars, FunctionCounter> register) {
			this.register = register;
		}

		@Override
		public void accept(long picodollars) {
			Dollars known = this.dollars;
			if (known != null) {
				known.add(picodollars);
			}
			else {
				first(picodollars);
			}
		}

		private synchronized void first(long picodollars) {
			Dollars known = this.dollars;
			if (known == null) {
				Dollars own = new Dollars();
				own.add(picodollars);
				FunctionCounter counter = Shown.this.removals.hold(this.register.apply(own));
				known = Shown.this.money.putIfAbsent(counter.getId(), own);
				this.dollars = (known != null) ? known : own;
			}
			if (known != null) {
				known.add(picodollars);
			}
		}

	}

}
