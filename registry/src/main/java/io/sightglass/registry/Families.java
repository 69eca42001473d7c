package io.sightglass.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The families of counters, timers and distribution summaries by name, each around the
 * collector that Micrometer has for that name. Called under Micrometer's lock, as is all
 * that makes and removes meters.
 */
final class Families {

	private final Registrations registrations;

	private final BooleanSupplier descriptions;

	private final BooleanSupplier classicToo;

	private final Consumer<Meter.Id> standIn;

	private final Map<String, StripedFamily> families = new ConcurrentHashMap<>();

	// What is being registered, nothing once Micrometer has refused it.
	private Meter.@Nullable Id asked;

	Families(Registrations registrations, BooleanSupplier descriptions, BooleanSupplier classicToo,
			Consumer<Meter.Id> standIn) {
		this.classicToo = classicToo;
		this.registrations = registrations;
		this.descriptions = descriptions;
		this.standIn = standIn;
	}

	/**
	 * Lets Micrometer register a meter, and takes it in unless Micrometer refuses it.
	 * @param name the name of its family
	 * @param row the meter
	 * @param registration registers it, under the id that stands for ours
	 * @return what Micrometer has made
	 * @param <M> the type of that
	 */
	<M> M register(String name, Row row, Function<Meter.Id, M> registration) {
		StripedFamily known = this.families.get(name);
		StripedFamily family = (known != null) ? known : new StripedFamily(name, this.descriptions, this.classicToo);
		// A listener of refused meters may register one meanwhile.
		Meter.Id outer = this.asked;
		this.asked = row.id();
		this.registrations.replaceNext(family);
		try {
			M registered = registration.apply(family.standIn(row.id()));
			if (this.asked != null) {
				family.add(row);
				this.families.put(name, family);
			}
			return registered;
		}
		finally {
			this.asked = outer;
			this.registrations.replaceNext(null);
		}
	}

	/**
	 * Notes that Micrometer does not expose the meter that is being registered.
	 * @param id the id that Micrometer was given
	 * @return the meter's own
	 */
	Meter.Id refuse(Meter.Id id) {
		Meter.Id own = (this.asked != null) ? this.asked : id;
		this.asked = null;
		this.registrations.replaceNext(null);
		return own;
	}

	/**
	 * Removes a meter, which Micrometer has done before.
	 * @param name the name of its family
	 * @param id the meter's id
	 */
	void remove(String name, Meter.Id id) {
		StripedFamily family = this.families.get(name);
		boolean stoodIn = family != null && family.remove(id);
		if (family != null && family.isEmpty()) {
			this.families.remove(name);
			this.registrations.registry().unregister(family);
		}
		else if (family != null && stoodIn) {
			// Micrometer takes the family for empty.
			this.registrations.replaceNext(family);
			this.standIn.accept(family.standIn(id));
			this.registrations.replaceNext(null);
		}
	}

}
