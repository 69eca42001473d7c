package io.sightglass.test;

import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.assertj.core.api.AbstractAssert;

/**
 * What the assertions on families have in common.
 *
 * @param <S> the assertion itself
 */
abstract class FamilyAssert<S extends FamilyAssert<S>> extends AbstractAssert<S, MeterRegistry> {

	private final String subject;

	private final CatalogueMeter[] family;

	FamilyAssert(MeterRegistry registry, Class<S> type, String subject, CatalogueMeter... family) {
		super(registry, type);
		this.subject = subject;
		this.family = family;
	}

	/**
	 * Fails unless the meters with these tags show so much.
	 */
	final S shows(double expected, String what, CatalogueMeter meter, Tags tags) {
		Predicate<Meter.Id> wanted = Readings.of(meter).and(Readings.tagged(tags));
		Readings readings = new Readings(this.actual);
		double found = readings.sum(wanted, Readings::count);
		if (!Readings.same(found, expected)) {
			throw failureWithActualExpected(found, expected, "%s",
					"%s: expected %s %s, but there were %s.%nThe registry has:%n%s".formatted(this.subject,
							Readings.number(expected), what, Readings.number(found),
							readings.lines(Readings.of(this.family))));
		}
		return this.myself;
	}

}
