package io.sightglass.clinic.timed;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Repositories with {@code @Timed}, which Boot times too.
 */
class TimedRepositoryTests {

	private static final String ASPECTS = "management.observations.annotations.enabled=true";

	private static final String NO_AUTOTIME = "management.metrics.data.repository.autotime.enabled=false";

	@ParameterizedTest
	@ValueSource(strings = { "", ASPECTS + ' ' + NO_AUTOTIME })
	void leavesToBootWhatItTimesAndGivesTheRestItsTags(String properties) {
		Map<String, Double> boot = meters(properties.replace(ASPECTS, "") + " sightglass.enabled=false");
		Map<String, Double> ours = meters(properties);
		assertThat(boot).containsEntry("books.titled{exception=None,method=findByTitle,repository=Books,state=SUCCESS}",
				2.0);
		assertThat(ours).containsAllEntriesOf(boot);
		ours.keySet().removeAll(boot.keySet());
		assertThat(ours).as("what Boot does not measure")
			.containsOnly(Map.entry("books{exception=None,method=titled,repository=Books,state=SUCCESS}", 1.0), Map
				.entry("books.lost{exception=UnsupportedOperationException,method=lost,repository=Books,state=ERROR}",
						1.0),
					Map.entry("shelf{exception=None,method=count,repository=BookShelf,state=SUCCESS}", 1.0),
					Map.entry("books.find{class=" + BookSearchImpl.class.getName() + ",exception=none,method=find}",
							1.0),
					Map.entry("books.titled.calls{class=" + Books.class.getName()
							+ ",exception=none,method=findByTitle,result=success}", 1.0));
	}

	@Test
	void timesWhatBootDoesNot() {
		Map<String, Double> ours = meters("spring.autoconfigure.exclude="
				+ "org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration");
		assertThat(ours)
			.containsEntry("books.titled{class=" + Books.class.getName() + ",exception=none,method=findByTitle}", 1.0);
		assertThat(ours.keySet()).noneMatch((meter) -> meter.contains("repository="));
	}

	private static Map<String, Double> meters(String properties) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Library.class)
			.web(WebApplicationType.NONE)
			.properties("spring.jpa.hibernate.ddl-auto=create", "spring.sql.init.mode=never")
			.properties(properties.strip().split(" +"))
			.run()) {
			use(context.getBean(Books.class));
			assertThat(context.getBean(BookShelf.class).count()).isOne();
			return meters(context.getBean(MeterRegistry.class));
		}
	}

	private static void use(Books books) {
		books.save(new Book("Emma"));
		books.findByTitle("Emma");
		books.findByTitleContaining("m");
		books.titled("Emma");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(books::lost);
		books.search("Emma");
		books.find("Emma");
	}

	private static Map<String, Double> meters(MeterRegistry registry) {
		Map<String, Double> meters = new TreeMap<>();
		Map<String, Set<String>> tags = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			Meter.Id id = meter.getId();
			if (id.getName().matches("(books|shelf|spring\\.data|method).*")) {
				String values = id.getTags()
					.stream()
					.map((tag) -> tag.getKey() + '=' + tag.getValue())
					.collect(Collectors.joining(","));
				meters.put(id.getName() + '{' + values + '}', meter.measure().iterator().next().getValue());
				tags.computeIfAbsent(id.getName(), (any) -> new HashSet<>())
					.add(id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(",")));
			}
		}
		assertThat(tags).allSatisfy((name, sets) -> assertThat(sets).as(name).hasSize(1));
		return meters;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Library {

	}

}
