package io.sightglass.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SightglassPropertiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sightglass.prefix=9shop | sightglass.prefix with value '9shop' | starts with a letter
					sightglass.prefix=shop. | sightglass.prefix with value 'shop.' | letters, digits
					sightglass.tags.[le]=x | sightglass.tags with value 'le' | le, quantile
					sightglass.tags.[quantile]=x | sightglass.tags with value 'quantile' | Prometheus keeps
					sightglass.tags.[__x]=x | sightglass.tags with value '__x' | starts with __
					sightglass.tags.[9x]=x | sightglass.tags with value '9x' | starts with a letter
					sightglass.tags.[a b]=x | sightglass.tags with value 'a b' | letters, digits
					sightglass.cardinality.max-values-per-tag=0 | sightglass.cardinality.max-values-per-tag with value '0' | at least 1
					sightglass.cardinality.max-series-per-meter=-1 | max-series-per-meter with value '-1' | at least 1
					sightglass.cardinality.max-scrape-samples=0 | max-scrape-samples with value '0' | at least 1
					sightglass.cardinality.max-scrape-size=1KB | max-scrape-size with value '1024B' | at least 1MB and at most 1GB
					sightglass.cardinality.max-scrape-size=2GB | max-scrape-size with value '2147483648B' | at least 1MB and at most 1GB
					sightglass.cardinality.expire-after=999ms | sightglass.cardinality.expire-after with value 'PT0.999S' | at least 1s
					sightglass.cardinality.expire-after=-1h | sightglass.cardinality.expire-after with value 'PT-1H' | at least 1s
					sightglass.scrape.first-zero=99ms | sightglass.scrape.first-zero with value 'PT0.099S' | at least 100ms
					sightglass.scrape.first-zero=61m | sightglass.scrape.first-zero with value 'PT1H1M' | at most 1h
					sightglass.cardinality.expire-after=9999999d | sightglass.cardinality.expire-after with value 'PT239999976H' | at most 3650d
					sightglass.cardinality.limits.[a.b]=0 | sightglass.cardinality.limits[a.b] with value '0' | at least 1
					sightglass.cardinality.limits.[tag]=5 | sightglass.cardinality.limits with value 'tag' | a meter's name, a dot
					sightglass.histograms.bounds.[a]=10ms,soon | sightglass.histograms.bounds[a] with value 'soon' | a duration above zero
					sightglass.histograms.bounds.[a]=-5 | sightglass.histograms.bounds[a] with value '-5' | above zero
					""")
	void refusesAtStartUpAndNamesPropertyValueAndWhatIsAllowed(String property, String wrong, String allowed) {
		CoreContext.runner()
			.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(wrong)
				.hasMessageContaining(allowed));
	}

	@Test
	void refusesTagsThatPrometheusWritesAlike() {
		CoreContext.runner()
			.withPropertyValues("sightglass.tags.[a.b]=1", "sightglass.tags.[a_b]=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Prometheus writes it as a_b")
				.hasMessageContaining("keep one"));
	}

	@Test
	void thePersonAtTheConsoleReadsWhatIsWrong(CapturedOutput output) {
		assertThatThrownBy(() -> start("--sightglass.cardinality.max-values-per-tag=0")).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '0' for configuration property 'sightglass.cardinality.max-values-per-tag' "
					+ "(originating from '\"sightglass.cardinality.max-values-per-tag\" from property source \"commandLineArgs\"')")
			.contains("It is at least 1.\n\nAction:");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sightglass.histogram.meters=* | Is it sightglass.histograms.meters?
					sightglass.histograms.buckets=* | Below sightglass.histograms there are bounds, meters, mode, native.
					sightglass.histograms.meter[0]=a | Is it sightglass.histograms.meters?
					sightglass.http.any=false | Below sightglass.http there are client, enabled, exclude, sample-rate, sizes.
					sightglass.http.enabled.now=false | Below sightglass.http there are client
					sightglass.http.client.exclude=a | Is it sightglass.http.client.exclude-hosts?
					sightglass.http.client.any=a | Below sightglass.http.client there are enabled, exclude-hosts.
					sightglass.pipelines.batch.on=false | Below sightglass.pipelines there are enabled, sample-rate.
					sightglass.enable=false | Is it sightglass.enabled?
					sightglass.websockets.enabled=false | There is no such property. Is it sightglass.websocket.enabled?
					sightglass.kafka.enable=false | Is it sightglass.kafka.enabled?
					sightglass.http.samplrate=1 | Is it sightglass.http.sample-rate?
					sightglass.histograms.mode= | It is empty. Left out, it is slo.
					sightglass.health.interval= | It is empty. Left out, it is 60s.
					sightglass.http.sample-rate= | It is empty. Left out, it is 1.
					sightglass.HTTP.sample_rate= | It is empty. Left out, it is 1.
					sightglass.cardinality.max-values-per-tag= | It is empty. Left out, it is 100.
					sightglass.enabled= | It is empty. Left out, it is true.
					sightglass.integration.pipeline= | It is empty. Left out, it is integration.
					sightglass.tags= | It is empty. Left out, it is nothing.
					sightglass.llm.prices= | It is empty. Left out, it is nothing.
					sightglass=true | There is no such property. Is it sightglass.enabled?
					sightglass.llm.prices.gpt-4.1.input=1 | Below sightglass.llm.prices.<key> there are input, output, cache-read, cache-write, cache-write-hour, reasoning, audio-input, audio-output, audio-cache-read, image-input, image-output, image, second, page, search, rerank, character, request, batch-discount, batch, flex, priority, fast, provisioned, long-context, context-window. A key with dots stands in brackets: [a.b].
					sightglass.llm.prices.[a.b].imput=1 | Below sightglass.llm.prices.<key> there are input
					sightglass.llm.prices.[a.b].long-context.below=1 | Below sightglass.llm.prices.<key> there are input
					sightglass.llm.prices.[a.b].flex.imput=1 | Below sightglass.llm.prices.<key> there are input
					sightglass.llm.prices.[a.b].long-context=1 | There is no such property. Below sightglass.llm.prices.<key> there are input
					sightglass.meter-sets.sets.parcels.rate=1 | Below sightglass.meter-sets.sets.<key> there are enabled, sample-rate.
					sightglass.enabled=junk | It is true or false.
					sightglass.http.enabled=junk | It is true or false.
					sightglass.registry.enabled=junk | It is true or false.
					sightglass.scrape.enabled=junk | It is true or false.
					sightglass.scrape.first-zero=true | It is a duration such as 500ms, 10s or 2h.
					sightglass.clock.enabled=${NOT_THERE} | It is true or false.
					sightglass.llm.price-refresh=junk | It is a duration such as 500ms, 10s or 2h.
					sightglass.llm.budget.daily-usd=junk | It is a number.
					sightglass.pipelines.sample-rate=junk | It is a share from 0.0 to 1.0, or auto.
					sightglass.cardinality.max-values-per-tag=1.5 | It is a whole number, at most 2147483647.
					sightglass.cardinality.max-values-per-tag=99999999999 | It is a whole number, at most 2147483647.
					sightglass.http.exclude.a=b | There is no such property. Is it sightglass.http.exclude?
					sightglass.histograms.mode=fine | It is one of slo, percentiles, none, native, both.
					""")
	void aPropertyThatThereIsNotIsRefusedAndSoIsAnEmptyOne(String property, String allowed, CapturedOutput output) {
		assertThatThrownBy(() -> start("--" + property)).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("configuration property '" + property.substring(0, property.indexOf('='))
				.toLowerCase(Locale.ROOT)
				.replace(".[", "[")
				.replace('_', '-'))
			.contains("'" + property.substring(property.indexOf('=') + 1) + "'")
			.contains(allowed);
	}

	@Test
	void whatOneReadsOfAMisspeltPropertyIsAsDocumented(@TempDir Path folder, CapturedOutput output) throws IOException {
		Path file = Files.writeString(folder.resolve("application.yml"), """
				sightglass:
				  histogram:
				    meters: '*'
				""");
		assertThatThrownBy(() -> start("--spring.config.location=" + file.toUri())).isNotNull();
		String documented = Files.readString(Path.of("..", "docs", "configuration.md"));
		int begin = documented.indexOf("Invalid value '*'");
		String printed = documented.substring(begin, documented.indexOf("```", begin))
			.replace("class path resource [application.yml]", "URL [file:" + file + "]");
		assertThat(output).contains(printed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.tags.any=1", "sightglass.cardinality.limits.[a.b]=5",
			"sightglass.histograms.meters[0]=llm.*", "sightglass.histograms.meters=", "sightglass.prefix=",
			"sightglass.llm.prices.[a.b].input=1", "sightglass.tags.a=${NOT_THERE}", "sightglass.llm.budget.daily-usd=",
			"sightglass.meterSets.enabled=true", "sightglass.console.grafana-url=http://localhost",
			"sightglasses.histogram=1" })
	void whatThereIsIsTaken(String property) {
		CoreContext.runner().withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void environmentVariablesOfOthersAreTheirs() {
		runner(Map.of("SIGHTGLASS_HOME", "/opt", "SIGHTGLASS_PORT", "tcp://10.0.0.1:80", "SIGHTGLASS_HTTP", "any",
				"SIGHTGLASS_PREFIX", "shop"))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(SightglassProperties.class)
				.extracting(SightglassProperties::prefix)
				.isEqualTo("shop"));
	}

	@ParameterizedTest
	@CsvSource({ "SIGHTGLASS_HTTP_SAMPLERATE,'',It is empty. Left out",
			"SIGHTGLASS_HISTOGRAMS_MODE,'',It is empty. Left out", "SIGHTGLASS_HEALTH_INTERVAL,soon,It is a duration",
			"SIGHTGLASS_LLM_PRICES_LOCATION,file:/x.csv,It is called sightglass.llm.price-location now",
			"SIGHTGLASS_LLM_PRICE_REFRESH,soon,It is a duration",
			"SIGHTGLASS_STATE_HEALTH_INTERVAL,1s,It is called sightglass.health.interval now",
			"SIGHTGLASS_STATE_HEALTHINTERVAL,1s,It is called sightglass.health.interval now",
			"SIGHTGLASS_SCRAPE_ENABLED,junk,It is true or false",
			"SIGHTGLASS_SCRAPE_FAST,true,It is called sightglass.scrape.enabled now" })
	void environmentVariablesOfOursAreChecked(String variable, String value, String allowed) {
		runner(Map.of(variable, value)).run((context) -> assertThat(context).getFailure()
			.hasMessageContaining("Property sightglass.")
			.hasMessageContaining(allowed));
	}

	@Test
	void defaultsThatCodeSetsMayBeObjects() {
		CoreContext.runner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("defaults",
						Map.of("sightglass.tags", Map.of("env", "x"), "sightglass.histograms.meters", List.of("llm.*"),
								"sightglass.http.sample-rate", 0.5))))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(SightglassProperties.class)
				.extracting(SightglassProperties::tags)
				.isEqualTo(Map.of("env", "x")));
	}

	@ParameterizedTest
	@CsvSource({ "sightglass.llm.prices.m.output=2, sightglass.llm.prices[m] with value 'Price[input=null",
			"sightglass.llm.prices.m.long-context.above=5, sightglass.llm.prices[m].long-context with value 'LongContext[above=5",
			"sightglass.llm.prices.m.long-context.input=5, It has all of above" })
	void aPriceThatLacksSomethingIsNamed(String property, String message) {
		CoreContext.runner()
			.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues(property)
			.withPropertyValues(property.contains("long") ? "sightglass.llm.prices.m.input=1" : "other=1")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	@Test
	void aNumberOfYamlIsNotCutOff() {
		CoreContext.runner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("yaml", Map.of("sightglass.cardinality.max-values-per-tag", 1.5))))
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("It is a whole number"));
	}

	private static ApplicationContextRunner runner(Map<String, Object> environment) {
		return CoreContext.runner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource(
						StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment)));
	}

	@Test
	void theCompositesCustomizerSaysWhichRegistryItIsFor() {
		CoreContext.runner()
			.run((context) -> assertThat(context.getBeansOfType(MeterRegistryCustomizer.class).values())
				.allSatisfy((customizer) -> assertThat(
						ResolvableType.forInstance(customizer).as(MeterRegistryCustomizer.class).resolveGeneric())
					.isNotNull()));
	}

	@Test
	void theDefaultsAreThoseOfTheDocumentation() {
		CoreContext.runner().run((context) -> {
			SightglassProperties properties = context.getBean(SightglassProperties.class);
			assertThat(properties.cardinality().maxValuesPerTag()).isEqualTo(100);
			assertThat(properties.cardinality().maxSeriesPerMeter()).isEqualTo(10_000);
			assertThat(properties.histograms().mode()).isEqualTo(SightglassProperties.Histograms.Mode.SLO);
			assertThat(properties.prefix()).isEmpty();
		});
	}

	private static void start(String argument) {
		SpringApplication application = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE).build();
		application.run("--management.metrics.use-global-registry=false", argument).close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SightglassAutoConfiguration.class)
	static class App {

	}

}
