package io.sightglass.autoconfigure.set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.set.ParcelMeters.Size;
import io.sightglass.meters.set.Held;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.Timing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GeneratedSetTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final ParcelMeters meters = MeterSets.in(this.registry, ParcelMeters.class);

	@Test
	void makesFewOfKnownTagsBeforehandAndOthersWhenTheyAreFirstUsed() {
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactlyInAnyOrder("parcels", "parcels", "parcels", "parcels", "parcel.weight");
		this.meters.sent(Size.SMALL, true);
		this.meters.sent(Size.SMALL, true);
		this.meters.sent(Size.LARGE, false);
		this.meters.returned("late", null);
		assertThat(this.registry.find("parcels").counters()).extracting(Counter::count)
			.containsExactlyInAnyOrder(2.0, 1.0, 0.0, 0.0);
		assertThat(returned("late")).isOne();
		assertThat(this.registry.get("parcels").tags("size", "small", "express", "true").counter().count())
			.isEqualTo(2);
		assertThat(this.registry.get("parcels").counter().getId().getDescription()).isEqualTo("Parcels sent.");
	}

	@Test
	void foldsStringsBeyondTheLimitAndCountsThem() {
		for (String reason : new String[] { "late", "broken", "ugly", "late", "loud" }) {
			this.meters.returned(reason, Size.SMALL);
		}
		assertThat(returned("late")).isEqualTo(2);
		assertThat(returned("broken")).isOne();
		assertThat(returned("other")).isEqualTo(2);
		assertThat(this.registry.get("sightglass.series.folded")
			.tags("meter", "parcels.returned", "tag", "reason")
			.counter()
			.count()).isEqualTo(2);
	}

	@Test
	void aMeterThatThrowsIsCountedAndReachesNobody() {
		MeterRegistry broken = new SimpleMeterRegistry() {
			@Override
			protected Counter newCounter(Meter.Id id) {
				return id.getName().startsWith("sightglass.") ? super.newCounter(id) : new Broken(id);
			}
		};
		ParcelMeters meters = MeterSets.in(broken, ParcelMeters.class);
		meters.sent(Size.SMALL, true);
		meters.returned("late", null);
		assertThat(broken.get("sightglass.failures").tag("family", "parcels").counter().count()).isEqualTo(2);
	}

	@Test
	void callsAnAbsentValueNone() {
		this.meters.returned(null, null);
		this.meters.returned(" ", null);
		this.meters.returned("none", null);
		assertThat(this.registry.get("parcels.returned").counters()).hasSize(1);
		assertThat(this.registry.get("parcels.returned").counter().getId().getTags())
			.containsExactly(Tag.of("reason", "none"), Tag.of("size", "none"));
	}

	@Test
	void tellsHowASpanEnded() {
		try (Timing span = this.meters.packing(Size.SMALL)) {
			assertThat(span.done("parcel")).isEqualTo("parcel");
		}
		try (Timing span = this.meters.packing(Size.SMALL)) {
			span.cancelled();
		}
		Timing forgotten = this.meters.packing(Size.SMALL);
		forgotten.close();
		forgotten.close();
		for (String outcome : new String[] { "success", "cancelled", "error" }) {
			assertThat(this.registry.get("parcel.packing.duration").tags("outcome", outcome).timer().count()).isOne();
		}
	}

	@Test
	void movesALevel() {
		this.meters.open().set(4);
		this.meters.open().down();
		try (Held held = this.meters.open().hold()) {
			assertThat(held).isNotNull();
			assertThat(open()).isEqualTo(4);
		}
		assertThat(open()).isEqualTo(3);
		this.meters.open().track(() -> 17);
		assertThat(open()).isEqualTo(17);
	}

	@Test
	void keepsTheFailureOfASourceAwayFromTheScrape() {
		this.meters.open().track(() -> {
			throw new IllegalStateException("gone");
		});
		assertThat(open()).isNaN();
		assertThat(this.registry.get("sightglass.failures").counter().count()).isOne();
	}

	@Test
	void keepsTheRegistrysRefusalAwayFromTheCaller() {
		MeterRegistry other = new SimpleMeterRegistry();
		other.timer("parcels", "size", "small", "express", "true");
		ParcelMeters meters = MeterSets.in(other, ParcelMeters.class);
		meters.sent(Size.SMALL, true);
		meters.sent(Size.SMALL, true);
		assertThat(other.get("sightglass.failures").tag("family", "parcels").counter().count()).isOne();
	}

	@Test
	void saysWhatIsMissingWhereNothingWasGenerated() {
		assertThatIllegalArgumentException().isThrownBy(() -> MeterSets.off(Runnable.class))
			.withMessageContaining("java.lang.Runnable has no generated class")
			.withMessageContaining("annotationProcessorPaths");
	}

	private static final class Broken extends CumulativeCounter {

		Broken(Meter.Id id) {
			super(id);
		}

		@Override
		public void increment(double amount) {
			throw new IllegalStateException("no " + getId());
		}

	}

	private double returned(String reason) {
		return this.registry.get("parcels.returned").tags("reason", reason).counter().count();
	}

	private double open() {
		return this.registry.get("parcels.open").gauge().value();
	}

}
