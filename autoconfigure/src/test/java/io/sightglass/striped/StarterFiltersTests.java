package io.sightglass.striped;

import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.autoconfigure.CoreContext;
import org.junit.jupiter.api.Test;

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
	void oneThatMayChangeThemIsKnown() {
		assertThat(TagMapping.leaves(MeterFilter.replaceTagValues("k", (value) -> "r"))).isFalse();
		assertThat(TagMapping.leaves(MeterFilter.ignoreTags("k"))).isFalse();
		assertThat(TagMapping.leaves(MeterFilter.renameTag("a", "k", "l"))).isFalse();
		assertThat(TagMapping.leaves(MeterFilter.deny())).isTrue();
		assertThat(TagMapping.leaves(MeterFilter.maximumAllowableTags("a", "k", 1, MeterFilter.deny()))).isTrue();
	}

}
