package io.sightglass.autoconfigure.set;

import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.set.ParcelMeters.Size;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.Timing;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.EnableAspectJAutoProxy;

import static io.sightglass.test.SightglassAssertions.assertThat;

class MeterSetAutoConfigurationTests {

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, MeterSetAutoConfiguration.class));

	private final ApplicationContextRunner context = this.bare.withBean(SimpleMeterRegistry.class);

	@Test
	void injectsASetByItsInterface() {
		this.context.withUserConfiguration(Post.class).run((context) -> {
			context.getBean(Post.class).meters.sent(Size.LARGE, true);
			assertThat(context.getBean(MeterRegistry.class)).set(ParcelMeters.class)
				.hasRecorded(1, (meters) -> meters.sent(Size.LARGE, true));
		});
	}

	@Test
	void putsTheApplicationsPrefixOrTheSetsOwnBeforeNames() {
		this.context.withPropertyValues("sightglass.prefix=shop").run((context) -> {
			context.getBean(ParcelMeters.class).open().up();
			context.getBean(OwnPrefixMeters.class).replay();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("shop.parcels.open").gauge().value()).isOne();
			assertThat(registry.get("control_plane.replay.operations").counter().count()).isOne();
		});
	}

	@Test
	void samplesTimingsAndSumsButNeverCounts() {
		this.context
			.withPropertyValues("sightglass.meter-sets.sample-rate=0.5",
					"sightglass.meter-sets.sets.parcels.sample-rate=0")
			.run((context) -> {
				ParcelMeters meters = context.getBean(ParcelMeters.class);
				meters.weighed(5);
				meters.sent(Size.SMALL, false);
				try (Timing span = meters.packing(Size.SMALL)) {
					span.done();
				}
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.find("parcel.weight").meter()).isNull();
				assertThat(registry.find("parcel.packing.duration").meter()).isNull();
				assertThat(registry.get("parcels").tags("size", "small", "express", "false").counter().count()).isOne();
			});
	}

	@Test
	void refusesASampleRateThatIsNone() {
		this.context.withPropertyValues("sightglass.meter-sets.sets.parcels.sample-rate=7")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property sightglass.meter-sets.sets.parcels.sample-rate with value '7.0' is invalid: "
						+ "It is a share from 0.0 to 1.0, or auto."));
	}

	@Test
	void refusesTheNameOfASetThatIsNotThere() {
		this.context.withPropertyValues("sightglass.meter-sets.sets.parcel.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property sightglass.meter-sets.sets with value 'parcel' is invalid: "
						+ "The meter sets are own-prefix, parcels, shelves, week."));
	}

	@Test
	void backsOffToNoOpsForOneSetByName() {
		this.context.withPropertyValues("sightglass.meter-sets.sets.parcels.enabled=false").run((context) -> {
			useAll(context.getBean(ParcelMeters.class));
			context.getBean(OwnPrefixMeters.class).replay();
			assertThat(context.getBean(MeterRegistry.class).getMeters()).hasSize(1);
		});
	}

	@Test
	void backsOffToNoOpsForAllSets() {
		for (String property : new String[] { "sightglass.meter-sets.enabled", "sightglass.enabled" }) {
			this.context.withPropertyValues(property + "=false").withUserConfiguration(Post.class).run((context) -> {
				useAll(context.getBean(Post.class).meters);
				assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
				assertThat(context).doesNotHaveBean(MeterSetSource.class);
			});
		}
	}

	@Test
	void backsOffToNoOpsWithoutARegistry() {
		this.bare.withUserConfiguration(Post.class).run((context) -> useAll(context.getBean(Post.class).meters));
	}

	@Test
	void yieldsToTheUsersBean() {
		ParcelMeters own = MeterSets.off(ParcelMeters.class);
		this.context.withBean("mine", ParcelMeters.class, () -> own)
			.run((context) -> assertThat(context.getBean(ParcelMeters.class)).isSameAs(own));
	}

	@Test
	void isNotCountedTwiceByMicrometersAspects() {
		this.context.withUserConfiguration(Aspects.class).run((context) -> {
			ParcelMeters meters = context.getBean(ParcelMeters.class);
			assertThat(AopUtils.isAopProxy(meters)).isFalse();
			meters.sent(Size.LARGE, true);
			assertThat(context.getBean(MeterRegistry.class).find("parcels").counters()).extracting(Counter::count)
				.containsExactlyInAnyOrder(1.0, 0.0, 0.0, 0.0);
		});
	}

	private static void useAll(ParcelMeters meters) {
		meters.sent(Size.SMALL, false);
		meters.returned("late", Size.SMALL);
		meters.open().up();
		meters.open().hold().close();
		meters.weighed(3);
		try (Timing span = meters.packing(Size.SMALL)) {
			span.done();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Post {

		final ParcelMeters meters;

		Post(ParcelMeters meters) {
			this.meters = meters;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAspectJAutoProxy
	static class Aspects {

		@Bean
		TimedAspect timedAspect(MeterRegistry registry) {
			return new TimedAspect(registry);
		}

		@Bean
		CountedAspect countedAspect(MeterRegistry registry) {
			return new CountedAspect(registry);
		}

	}

}
