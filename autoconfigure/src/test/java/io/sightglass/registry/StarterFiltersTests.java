package io.sightglass.registry;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.registry.limit.DenyingFilters;
import io.sightglass.registry.limit.SeriesLimiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Boot's filters and ours must be known not to change tags: else every look-up beyond a
 * limit would ask all filters again.
 */
class StarterFiltersTests {

	@Test
	void noneOfThemChangesTheTagsThatSomebodyAskedFor() {
		CoreContext.web()
			.withPropertyValues("management.metrics.tags.env=x", "sightglass.tags.region=y")
			.run((context) -> assertThat(context.getBeansOfType(MeterFilter.class).values()).hasSizeGreaterThan(4)
				.allMatch(TagMapping::leaves));
	}

	@Test
	void noneOfThemHasToBeAskedWhetherItDeniesAValue() {
		CoreContext.web().withPropertyValues("management.metrics.enable.jvm=false").run((context) -> {
			DenyingFilters denying = new DenyingFilters();
			context.getBeansOfType(MeterFilter.class)
				.values()
				.stream()
				.filter((filter) -> !(filter instanceof SeriesLimiter))
				.forEach(denying::add);
			assertThat(denying.any()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsDeniedIsInNoOther(boolean several) {
		CoreContext.web()
			.withUserConfiguration(several ? Several.class : One.class)
			.withBean("ours", MeterFilter.class,
					() -> MeterFilter.deny((id) -> String.valueOf(id.getTag("k")).startsWith("x")))
			.withPropertyValues("sightglass.cardinality.max-values-per-tag=2")
			.run((context) -> {
				MeterRegistry front = context.getBean(MeterRegistry.class);
				for (String value : List.of("x0", "x1", "x2", "1", "2", "x3", "3", "x4", "4")) {
					front.counter("a", "k", value).increment();
				}
				assertThat(context.getBeansOfType(MeterRegistry.class).values()).hasSize(several ? 3 : 1)
					.allSatisfy((each) -> {
						assertThat(each.find("a").counters()).extracting((counter) -> counter.getId().getTag("k"))
							.containsExactlyInAnyOrder("1", "2", "other");
						assertThat(each.get("a").tag("k", "other").counter().count()).isEqualTo(2);
					});
			});
	}

	@Test
	void oneThatMayChangeThemIsKnown() {
		assertThat(TagMapping.leaves(MeterFilter.replaceTagValues("k", (value) -> "r"))).isFalse();
		assertThat(TagMapping.leaves(MeterFilter.ignoreTags("k"))).isFalse();
		assertThat(TagMapping.leaves(MeterFilter.renameTag("a", "k", "l"))).isFalse();
		assertThat(TagMapping.leaves(MeterFilter.deny())).isTrue();
		assertThat(TagMapping.leaves(MeterFilter.maximumAllowableTags("a", "k", 1, MeterFilter.deny()))).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class One {

	}

	@Configuration(proxyBeanMethods = false)
	static class Several {

		@Bean
		SimpleMeterRegistry simple() {
			return new SimpleMeterRegistry();
		}

	}

}
