package io.sightglass.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds meters of the module that Prometheus could not tell apart.
 */
final class CollisionChecks {

	private final Problems problems;

	private final Map<String, List<Owner>> owners = new HashMap<>();

	private final Map<String, SetModel> sets = new HashMap<>();

	CollisionChecks(Problems problems) {
		this.problems = problems;
	}

	void check(SetModel set) {
		SetModel namesake = this.sets.putIfAbsent(set.name(), set);
		if (namesake != null) {
			this.problems.error(set.type(), "The name '%s' is that of the set %s too. Give one of the two another.",
					set.name(), namesake.type().getQualifiedName());
		}
		for (MeterModel meter : set.meters()) {
			check(new Owner(set, meter));
		}
	}

	private void check(Owner owner) {
		for (String name : PrometheusNames.taken(owner.meter.kind(), owner.name(), owner.meter.unit())) {
			List<Owner> earlier = this.owners.computeIfAbsent(name, (any) -> new ArrayList<>());
			if (!earlier.isEmpty() && earlier.stream().noneMatch((one) -> one.sharesWith(owner))) {
				report(name, earlier.get(0), owner);
				return;
			}
			earlier.add(owner);
		}
	}

	private void report(String name, Owner earlier, Owner owner) {
		boolean sameMeter = earlier.name().equals(owner.name()) && earlier.meter.kind() == owner.meter.kind();
		if (sameMeter && !earlier.meter.labels().equals(owner.meter.labels())) {
			this.problems.error(owner.meter.method(),
					"'%s' has the tags %s here and %s at %s. One meter has always the same tags: give it the same "
							+ "parameters, or another name.",
					owner.name(), owner.meter.labels(), earlier.meter.labels(), earlier);
			return;
		}
		if (sameMeter && !owner.meter.annotation().showsAs(earlier.meter.annotation())) {
			this.problems.error(owner.meter.method(),
					"'%s' has other percentiles or buckets here than at %s, and whichever is used first would decide. Say "
							+ "the same at both, or give it another name.",
					owner.name(), earlier);
			return;
		}
		if (sameMeter && owner.isInheritedAs(earlier)) {
			this.problems.error(owner.set.type(),
					"The gauge '%s' of %s is in the sets %s and %s. A gauge has one owner: declare it in one of the two, "
							+ "under another name.",
					owner.name(), owner, earlier.set.type(), owner.set.type());
			return;
		}
		this.problems.error(owner.meter.method(),
				"'%s' would be scraped as %s, which is taken by '%s' of %s. Give one of the two another name.",
				owner.name(), name, earlier.name(), earlier);
	}

	private record Owner(SetModel set, MeterModel meter) {

		String name() {
			return this.set.nameOf(this.meter);
		}

		// Two methods of one set may add to one counter, with an amount and without; and
		// two
		// sets may have one method from an interface above both.
		boolean sharesWith(Owner other) {
			return this.meter == other.meter || ((this.set == other.set || isInheritedAs(other))
					&& this.meter.kind() != Kind.GAUGE && this.meter.kind() == other.meter.kind()
					&& name().equals(other.name()) && this.meter.unit().equals(other.meter.unit())
					&& this.meter.labels().equals(other.meter.labels())
					&& this.meter.annotation().showsAs(other.meter.annotation()));
		}

		boolean isInheritedAs(Owner other) {
			return this.set != other.set && declared().equals(other.declared());
		}

		// Not the element: each round may have its own.
		private String declared() {
			return this.meter.declaredIn() + "." + Problems.signature(this.meter.method());
		}

		@Override
		public String toString() {
			return this.set.type().getSimpleName() + "." + this.meter.method().getSimpleName();
		}

	}

}
