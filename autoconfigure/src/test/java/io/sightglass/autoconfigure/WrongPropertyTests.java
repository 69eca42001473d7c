package io.sightglass.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.sightglass.autoconfigure.connection.ConnectionAutoConfiguration;
import io.sightglass.autoconfigure.connection.TransportAutoConfiguration;
import io.sightglass.autoconfigure.http.HttpAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.pipeline.PipelineAutoConfiguration;
import io.sightglass.autoconfigure.set.MeterSetAutoConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a person reads whose application does not start: the property, its value, where it
 * was set and what is allowed, and no stack trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongPropertyTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					prefix: 9shop | sightglass.prefix | 9shop | It starts with a letter
					tags: {le: x} | sightglass.tags | le | Prometheus keeps le
					tags: {'[a.b]': x, a_b: y} | sightglass.tags | a_b | Prometheus writes it as a_b
					cardinality: {max-values-per-tag: 0} | sightglass.cardinality.max-values-per-tag | 0 | It is at least 1.
					cardinality: {expire-after: 1ms} | sightglass.cardinality.expire-after | PT0.001S | It is at least 1s
					scrape: {first-zero: 1ms} | sightglass.scrape.first-zero | PT0.001S | It is the interval of the scrapes
					cardinality: {limits: {'[a.b]': 0}} | sightglass.cardinality.limits[a.b] | 0 | It is at least 1.
					cardinality: {limits: {tag: 5}} | sightglass.cardinality.limits | tag | A key is a meter's name
					histograms: {meters: [none.such]} | sightglass.histograms.meters | none.such | It names timers and summaries
					histograms: {mode: fine} | sightglass.histograms.mode | fine | It is one of slo, percentiles, none, native, both.
					histograms: {native: {schema: 9}} | sightglass.histograms.native.schema | 9 | It is from -4 to 8.
					histograms: {native: {max-buckets: 0}} | sightglass.histograms.native.max-buckets | 0 | It is from 1 to 10000.
					histograms: {native: {zero-threshold: -1}} | sightglass.histograms.native.zero-threshold | -1.0 | It is a number, zero or above.
					histograms: {native: {reset-after: -1h}} | sightglass.histograms.native.reset-after | PT-1H | It is a duration above zero, or 0 for never.
					histograms: {bounds: {a: [soon]}} | sightglass.histograms.bounds[a] | soon | A bound is a duration above zero
					http: {sample-rate: 1.5} | sightglass.http.sample-rate | 1.5 | It is a share from 0.0 to 1.0, or auto.
					http: {exclude: ['/a/{b']} | sightglass.http.exclude | /a/{b | the path does not parse
					connections: {sample-rate: -1} | sightglass.connections.sample-rate | -1.0 | It is a share from 0.0 to 1.0, or auto.
					transport: {sample-rate: -0.1} | sightglass.transport.sample-rate | -0.1 | It is a share from 0.0 to 1.0, or auto.
					http: {sample-rate: automatic} | sightglass.http.sample-rate | automatic | It is a share from 0.0 to 1.0, or auto.
					meter-sets: {sets: {a: {sample-rate: often}}} | sightglass.meter-sets.sets.a.sample-rate | often | It is a share from 0.0 to 1.0, or auto.
					sampling: {max-core-share: 0} | sightglass.sampling.max-core-share | 0.0 | It is above 0.0 and at most 1.0.
					sampling: {max-core-share: 1.5} | sightglass.sampling.max-core-share | 1.5 | It is above 0.0 and at most 1.0.
					sampling: {max-core-share: auto} | sightglass.sampling.max-core-share | auto | It is a number.
					pipelines: {sample-rate: .nan} | sightglass.pipelines.sample-rate | NaN | It is a share from 0.0 to 1.0, or auto.
					meter-sets: {sample-rate: 2} | sightglass.meter-sets.sample-rate | 2.0 | It is a share from 0.0 to 1.0, or auto.
					meter-sets: {sets: {none: {enabled: false}}} | sightglass.meter-sets.sets | none | The meter sets are
					llm: {prices: {m: {output: 1}}} | sightglass.llm.prices[m] | Price[input=null | It has no input, which is
					llm: {prices: {m: {input: -1}}} | sightglass.llm.prices[m].input | -1 | A price is
					llm: {prices: {m: {input: 1, batch-discount: 2}}} | sightglass.llm.prices[m] | Price[input=1 | A batch discount is
					llm: {prices: {m: {input: 1, context-window: -1}}} | sightglass.llm.prices[m] | Price[input=1 | A context window has 1 token or more, not -1
					llm: {prices: {m: {image: 20000}}} | sightglass.llm.prices[m].image | 20000 | A price is 0, or from 0.000000000001 to 10000 USD each
					llm: {prices: {m: {input: 1, flex: {output: -1}}}} | sightglass.llm.prices[m].flex.output | -1 | A price is
					llm: {prices: {m: {input: 1, batch: {search: 1e-13}}}} | sightglass.llm.prices[m].batch.search | 1.0E-13 | A price is
					llm: {prices: {m: {search: 1, reasoning: 1}}} | sightglass.llm.prices[m] | Price[input=null | It has no input, which is
					llm: {prices: {m: {input: 1, long-context: {above: 0, input: 1, output: 1}}}} | sightglass.llm.prices[m].long-context | LongContext[above=0 | It has all of
					llm: {prices: {m: {input: 1, cache-write-hour: -1}}} | sightglass.llm.prices[m].cache-write-hour | -1 | A price is
					llm: {prices: {m: {input: 1, long-context: {above: 5, input: 1, output: -2}}}} | sightglass.llm.prices[m].long-context.output | -2 | A price is
					llm: {conventions: otel} | sightglass.llm.conventions | otel | It is one of sightglass, opentelemetry, opentelemetry-1.37, both.
					llm: {price-refresh: 0s} | sightglass.llm.price-refresh | PT0S | It is from 1s to 365d.
					llm: {budget: {daily-usd: 0}} | sightglass.llm.budget.daily-usd | 0.0 | It is a number above 0.
					llm: {budget: {daily-usd: 1e400}} | sightglass.llm.budget.daily-usd | Infinity | It is a number above 0.
					llm: {budget: {warn-at: 2}} | sightglass.llm.budget.warn-at | 2.0 | It is above 0 and at most 1.
					llm: {http: {hosts: {'[https://h]': openai}}} | sightglass.llm.http.hosts[https://h] | openai | Its key is a host
					llm: {http: {hosts: {'[h/v1]': openai}}} | sightglass.llm.http.hosts[h/v1] | openai | Its key is a host
					llm: {http: {hosts: {'[h:99999]': openai}}} | sightglass.llm.http.hosts[h:99999] | openai | Its key is a host
					llm: {http: {hosts: {h: ' '}}} | sightglass.llm.http.hosts[h] | ' ' | It is a provider's name
					registry: {enabled: nein} | sightglass.registry.enabled | nein | It is true or false.
					kafka: {enabled: 2} | sightglass.kafka.enabled | 2 | It is true or false.
					tags: {env: [a, b]} | sightglass.tags.env[0] | a | There is no such property.
							cardinality: {limits: {'[a.b]': [5]}} | sightglass.cardinality.limits[a.b][0] | 5 | There is no such property.
							llm: {prices: {gpt: {input: ''}}} | sightglass.llm.prices.gpt.input | '' | It is a number.
							kafka: false | sightglass.kafka | false | Is it sightglass.kafka.enabled?
					tags: prod | sightglass.tags | prod | It has entries: there are sightglass.tags.<key>.
					cardinality: {limits: {'[a.b]': many}} | sightglass.cardinality.limits[a.b] | many | It is a whole number
					llm: {prices: {gpt-5: {input: '1,5'}}} | sightglass.llm.prices.gpt-5.input | 1,5 | It is a number.
					llm: {prices: {gpt-5: {input: 1, priority: {output: much}}}} | sightglass.llm.prices.gpt-5.priority.output | much | It is a number.
					llm: {prices: {gpt-5: {input: -1}}} | sightglass.llm.prices[gpt-5].input | -1 | A price is
					llm: {prices: [{input: 1}]} | sightglass.llm.prices[0].input | 1 | There is no such property.
					llm: {http: {hosts: [api.openai.com]}} | sightglass.llm.http.hosts[0] | api.openai.com | There is no such property.
					kafak: {enabled: true} | sightglass.kafak.enabled | true | Is it sightglass.kafka.enabled?
					""")
	void isSaidInFull(String yaml, String property, String value, String allowed, @TempDir Path folder,
			CapturedOutput output) throws IOException {
		Path file = Files.writeString(folder.resolve("application.yml"), "sightglass:\n  " + yaml + "\n");
		assertThatThrownBy(() -> start("--spring.config.location=" + file.toUri())).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsPattern("Invalid value '\\Q" + value + "\\E.*' for configuration property '\\Q" + property
					+ "\\E'( \\(originating from 'URL \\[file:.*application.yml] - \\d+:\\d+'\\))\\. ")
			.contains(allowed)
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "enabled", "http.enabled", "kafka.enabled", "transport.kernel.enabled" })
	void ofASwitchThePlaceholderThatNobodyKnowsIsSaid(String key, CapturedOutput output) {
		assertThatThrownBy(() -> start("--sightglass." + key + "=${nobody}")).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '${nobody}' for configuration property 'sightglass." + key + "'")
			.contains("Nobody knows the placeholder 'nobody'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SIGHTGLASS_HEALTH", "SIGHTGLASS_HTTP_CLIENT", "SIGHTGLASS_HISTOGRAMS",
			"SIGHTGLASS_LLM_BUDGET" })
	void anEnvironmentVariableIsNoSection(String variable, CapturedOutput output) {
		assertThatThrownBy(() -> start(Map.of(variable, "x"))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value 'x' for configuration property '"
					+ variable.toLowerCase(Locale.ROOT).replace('_', '.'))
			.contains("It has no value of its own.");
	}

	@ParameterizedTest
	@MethodSource("replaced")
	void ofAnOldNameTheNewOneIsSaid(String old, String name, CapturedOutput output) {
		assertThatThrownBy(() -> start("--" + old + "=1")).isNotNull();
		assertThat(output).contains("Invalid value '1' for configuration property '" + old)
			.contains("It is called " + name + " now.");
	}

	static List<String[]> replaced() throws IOException {
		List<Map<String, Object>> all = JsonPath
			.parse(Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json")))
			.read("$.properties");
		List<String> names = all.stream()
			.filter((one) -> !one.containsKey("deprecation"))
			.map((one) -> String.valueOf(one.get("name")))
			.toList();
		List<String[]> replaced = new ArrayList<>();
		for (Map<String, Object> one : all) {
			if (one.get("deprecation") instanceof Map<?, ?> deprecation) {
				String replacement = String.valueOf(deprecation.get("replacement"));
				assertThat(names).contains(replacement);
				replaced.add(new String[] { String.valueOf(one.get("name")), replacement });
			}
		}
		assertThat(replaced).isNotEmpty();
		return Stream
			.concat(replaced.stream(), Stream.<String[]>of(
					new String[] { "sightglass.pipelines.integration.sources[0]", "sightglass.integration.sources" }))
			.toList();
	}

	private static void start(String argument) {
		application().run("--management.metrics.use-global-registry=false", argument).close();
	}

	private static void start(Map<String, Object> variables) {
		application()
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
			.run("--management.metrics.use-global-registry=false")
			.close();
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class,
			SightglassAutoConfiguration.class, HttpAutoConfiguration.class, ConnectionAutoConfiguration.class,
			TransportAutoConfiguration.class, PipelineAutoConfiguration.class, MeterSetAutoConfiguration.class,
			LlmAutoConfiguration.class })
	static class App {

	}

}
