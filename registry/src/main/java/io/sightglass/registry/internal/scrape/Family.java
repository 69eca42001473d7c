package io.sightglass.registry.internal.scrape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.sightglass.registry.internal.scrape.Part.Naming;
import io.sightglass.registry.internal.text.LabelNames;
import org.jspecify.annotations.Nullable;

/**
 * The meters that Micrometer puts into one collector: those of one name. Their text is
 * made at the scrape after they came, and only theirs.
 */
final class Family {

	private static final int PATIENCE = 3;

	private final String name;

	private final Meter.Id original;

	private final BooleanSupplier descriptions;

	// Where descriptions differ, the collector says which one is the help.
	private @Nullable String description;

	private boolean differing;

	private LabelNames names = LabelNames.NONE;

	private int alive;

	// Only from a removal to the next scrape. By id, as in Micrometer's collector: what a
	// changed naming convention has left in it goes with another meter of the same id.
	private @Nullable Map<Meter.Id, Child> byId;

	private List<Child> added = new ArrayList<>();

	private Child[] sorted = {};

	private int removed;

	private int doubts;

	private long changes;

	private volatile @Nullable View view;

	private volatile boolean proven;

	private volatile boolean leftToClient;

	private @Nullable Naming naming;

	private @Nullable Shape shape;

	private List<Part> parts = List.of();

	Family(String name, Meter.Id original, BooleanSupplier descriptions) {
		this.name = name;
		this.original = original;
		this.descriptions = descriptions;
	}

	/**
	 * Whether Micrometer puts a meter of this id into the collector; if not, it is not
	 * exposed.
	 * @param id the meter's id
	 * @return whether it belongs here
	 */
	boolean takes(Meter.Id id) {
		return this.original.getName().equals(id.getName()) && this.original.getType() == id.getType();
	}

	synchronized void add(Meter meter, NamingConvention convention) {
		String description = meter.getId().getDescription();
		this.differing = this.alive > 0 && (this.differing || !Objects.equals(description, this.description));
		this.description = description;
		this.names = LabelNames.of(meter, convention, this.names);
		Child child = Child.of(meter, this.names);
		this.alive++;
		this.added.add(child);
		if (this.byId != null) {
			leave(this.byId.put(meter.getId(), child));
		}
		changed();
	}

	synchronized void remove(Meter.Id id) {
		Map<Meter.Id, Child> known = (this.byId != null) ? this.byId : byId();
		this.byId = known;
		if (leave(known.remove(id))) {
			// Without a scrape, what was removed must not pile up.
			if (++this.removed > 64 + this.alive) {
				this.removed = 0;
				this.added.removeIf((any) -> any.meter() == null);
				this.sorted = alive(this.sorted);
			}
		}
	}

	private boolean leave(@Nullable Child child) {
		if (child == null) {
			return false;
		}
		child.remove();
		this.alive--;
		changed();
		return true;
	}

	private Map<Meter.Id, Child> byId() {
		Map<Meter.Id, Child> all = new HashMap<>();
		Stream.concat(Arrays.stream(this.sorted), this.added.stream()).forEach((child) -> {
			Meter meter = child.meter();
			if (meter != null) {
				leave(all.put(meter.getId(), child));
			}
		});
		return all;
	}

	private void changed() {
		this.changes++;
		this.view = null;
	}

	/**
	 * How many meters wait for a scrape to make their text.
	 * @return a number, with those that were removed meanwhile
	 */
	synchronized int pending() {
		return this.added.size();
	}

	synchronized boolean isEmpty() {
		return this.alive == 0;
	}

	/**
	 * The family as it is now. Called by one thread at a time.
	 * @param formats the client library's writers
	 * @param collector what the client library collects of it
	 * @return the view
	 */
	View view(ExpositionFormats formats, SafeMultiCollector collector) {
		View known = this.view;
		if (known != null) {
			return known;
		}
		Child[] fresh;
		Child[] before;
		long state;
		synchronized (this) {
			state = this.changes;
			fresh = alive(this.added.toArray(Child[]::new));
			before = alive(this.sorted);
		}
		Child like = (before.length > 0) ? before[0] : null;
		for (Child child : fresh) {
			child.resolve(like);
			like = (like != null) ? like : child;
		}
		Arrays.sort(fresh, Child.ORDER);
		Child[] all = merge(before, fresh);
		View made = view(all, formats, collector);
		synchronized (this) {
			if (state == this.changes) {
				this.sorted = all;
				this.added = new ArrayList<>();
				this.byId = null;
				this.removed = 0;
				this.view = made;
			}
		}
		return made;
	}

	private View view(Child[] all, ExpositionFormats formats, SafeMultiCollector collector) {
		Shape common = View.common(all);
		// What may fail or hang is not collected here.
		if (common == null || (this.differing && common.readFirst())) {
			return new View(this, all, null, List.of(), null);
		}
		try {
			return new View(this, all, common, parts(all[0], common, formats, help(all[0], collector)), null);
		}
		catch (Throwable refused) {
			return new View(this, all, null, List.of(), null);
		}
	}

	private List<Part> parts(Child first, Shape common, ExpositionFormats formats, String help) {
		Naming current = new Naming(this.name, help);
		if (common != this.shape || !Objects.equals(current, this.naming)) {
			List<Part> made = new ArrayList<>(2);
			made.add(Part.of(current, false, first, common, formats));
			if (common.hasMax()) {
				made.add(Part.of(current, true, first, common, formats));
			}
			this.parts = List.copyOf(made);
			this.naming = current;
			this.shape = common;
		}
		return this.parts;
	}

	private String help(Child any, SafeMultiCollector collector) {
		if (this.differing) {
			Meter meter = any.meter();
			SafeMultiCollector one = (meter != null) ? collector.sample(Set.of(meter.getId())) : null;
			return ((one != null) ? one : collector).collect().get(0).getMetadata().getHelp();
		}
		String only = this.description;
		return (only != null && this.descriptions.getAsBoolean()) ? only : " ";
	}

	private static Child[] alive(Child[] children) {
		for (Child child : children) {
			if (child.meter() == null) {
				return Arrays.stream(children).filter((any) -> any.meter() != null).toArray(Child[]::new);
			}
		}
		return children;
	}

	private static Child[] merge(Child[] left, Child[] right) {
		if (left.length == 0 || right.length == 0) {
			return (left.length == 0) ? right : left;
		}
		Child[] all = new Child[left.length + right.length];
		int fromLeft = 0;
		int fromRight = 0;
		for (int i = 0; i < all.length; i++) {
			boolean takeLeft = fromRight == right.length
					|| (fromLeft < left.length && Child.ORDER.compare(left[fromLeft], right[fromRight]) <= 0);
			all[i] = takeLeft ? left[fromLeft++] : right[fromRight++];
		}
		return all;
	}

	boolean isProven() {
		return this.proven;
	}

	/**
	 * Notes that the client library has collected what is known here.
	 * @param view the family as it was compared
	 * @param dated the same with what was learned of it
	 */
	synchronized void prove(View view, View dated) {
		this.doubts = 0;
		this.proven = true;
		if (this.view == view) {
			this.view = dated;
		}
	}

	/**
	 * Notes that the client library has collected something else than is known here: a
	 * meter that is in its collector already, and here in a moment, is no reason yet.
	 * @return whether that is so again and again
	 */
	synchronized boolean doubt() {
		this.doubts++;
		return this.doubts >= PATIENCE;
	}

	boolean isLeftToClient() {
		return this.leftToClient;
	}

	void leaveToClient() {
		this.leftToClient = true;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
