package io.sightglass.app.series;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SearchScenarioTests {

	@Test
	void searchesForAWordAgainWithoutAWarning(CapturedOutput output) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		SearchScenario scenario = new SearchScenario(registry);
		for (int search = 0; search < 1001; search++) {
			scenario.play();
		}
		assertThat(registry.get("shop.searches").counters().stream().mapToDouble((words) -> words.count()).sum())
			.isEqualTo(1001);
		assertThat(registry.get("shop.search.hits").gauges()).hasSameSizeAs(registry.get("shop.searches").counters());
		assertThat(output).doesNotContain("WARN");
	}

}
