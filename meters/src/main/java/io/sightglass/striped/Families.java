package io.sightglass.striped;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;

/**
 * The families of timers and distribution summaries by name, each around the collector
 * that Micrometer has for that name. Called under Micrometer's lock, as is all that makes
 * and removes meters.
 */
final class Families {

	private final Registrations registrations;

	private final BooleanSupplier descriptions;

	private final Map<String, StripedFamily> families = new ConcurrentHashMap<>();

	private boolean refused;

	Families(Registrations registrations, BooleanSupplier descriptions) {
		this.registrations = registrations;
		this.descriptions = descriptions;
	}

	/**
	 * Lets Micrometer register a meter, and takes it in unless Micrometer refuses it.
	 * @param name the name of its family
	 * @param registration registers it
	 * @param member takes it in
	 * @return what Micrometer has made
	 * @param <M> the type of that
	 */
	<M> M register(String name, Supplier<M> registration, Consumer<StripedFamily> member) {
		StripedFamily known = this.families.get(name);
		StripedFamily family = (known != null) ? known : new StripedFamily(name, this.descriptions);
		// A listener of refused meters may register one meanwhile.
		boolean outer = this.refused;
		this.refused = false;
		this.registrations.replaceNext(family);
		try {
			M registered = registration.get();
			if (!this.refused) {
				member.accept(family);
				this.families.put(name, family);
			}
			return registered;
		}
		finally {
			this.refused = outer;
			this.registrations.replaceNext(null);
		}
	}

	/**
	 * Notes that Micrometer does not expose the meter that is being registered.
	 */
	void refuse() {
		this.refused = true;
		this.registrations.replaceNext(null);
	}

	void remove(String name, Meter.Id id) {
		StripedFamily family = this.families.get(name);
		if (family != null) {
			family.remove(id);
			if (family.isEmpty()) {
				this.families.remove(name);
				this.registrations.registry().unregister(family);
			}
		}
	}

}
