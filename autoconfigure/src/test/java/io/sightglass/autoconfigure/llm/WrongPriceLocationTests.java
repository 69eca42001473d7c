package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A location of prices that can be none fails the start, with the property, the value
 * without its secrets, and what is allowed.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WrongPriceLocationTests {

	private static final String ALLOWED = "It is the path of a file (/etc/prices.csv or file:/etc/prices.csv), a "
			+ "resource (classpath:prices.csv) or an address that begins with https:// or http://.";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					'' | '' | It is empty.
					' ' | '' | It is empty.
					file: | file: | It is a folder.
					/no/such/prices.csv | /no/such/prices.csv | There is no such file.
					file:/no/such/prices.csv | file:/no/such/prices.csv | There is no such file.
					file://user:SECRET@host/prices.csv | file://***@host/prices.csv | It has a host.
					classpath:no/such.csv | classpath:no/such.csv | There is no such resource.
					fiel:/etc/prices.csv | fiel:/etc/prices.csv | Prices cannot be read from such an address.
					htps://user:SECRET@h/p?key=SECRET | htps://***@h/p?*** | Prices cannot be read from such an address.
					jar:http://user:SECRET@h/p.jar!/p.csv | jar:http://***@h/p.jar!/p.csv | Prices cannot be read from such an address.
					https:/user:SECRET@h/p | ***@h/p | It is no address with a host.
					https://user:SE CRET@h/p?key=SECRET | https://***@h/p?*** | It is no address with a host.
					http:// | http:// | It is no address with a host.
					http://h:99999/p | http://h:99999/p | It is no address with a host.
					user:SECRET@h/p | ***@h/p | Prices cannot be read from such an address.
					""")
	void failsTheStart(String location, String shown, String why, CapturedOutput output) {
		assertThatThrownBy(() -> start("sightglass.llm.price-location", location)).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '" + shown + "' for configuration property 'sightglass.llm.price-location'")
			.contains(why + " " + ALLOWED)
			.doesNotContain("SECRET", "\tat ");
	}

	@Test
	void aFolderAndAPathThatForgesALineFail(@TempDir Path folder, CapturedOutput output) {
		assertThatThrownBy(() -> start("sightglass.llm.price-location", folder.toString())).isNotNull();
		assertThat(output).contains("It is a folder.");
		assertThatThrownBy(() -> start("sightglass.llm.price-location", "/x\nERROR forged\u001B[2J")).isNotNull();
		assertThat(output).contains("/x\\nERROR forged\\u001B[2J").doesNotContain("\nERROR forged", "\u001B[2J");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.llm.price-locaton", "sightglass.llm.prices-location" })
	void theSecretOfAPropertyThatThereIsNotIsNotSaid(String name, CapturedOutput output) {
		assertThatThrownBy(() -> start(name, "https://user:SECRET@h/p?key=SECRET")).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START").contains(name).doesNotContain("SECRET");
	}

	@ParameterizedTest
	@CsvSource({ "input,1e-10000000", "input,1e-400000000", "output,1e400000000", "batch-discount,1e-10000000",
			"batch-discount,1e-400000000", "batch-discount,0e-400000000", "long-context.input,1e-400000000" })
	void aNumberThatTakesForEverFailsTheStart(String key, String number, CapturedOutput output) {
		String model = "sightglass.llm.prices[m].";
		assertThatThrownBy(() -> start(model + "input", "1", model + "long-context.above", "5",
				model + "long-context.input", "1", model + "long-context.output", "1", model + key, number))
			.isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("for configuration property 'sightglass.llm.prices[m]")
			.contains("150 digits");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.llm.prices[m].input", "sightglass.llm.budget.daily-usd",
			"sightglass.http.sample-rate", "sightglass.cardinality.max-values-per-tag" })
	void aNumberOfAMillionDigitsFailsTheStart(String name, @TempDir Path folder, CapturedOutput output)
			throws IOException {
		Path file = Files.writeString(folder.resolve("application.properties"), name + "=" + "1".repeat(3_000_000));
		assertThatThrownBy(() -> start("spring.config.location", file.toUri().toString())).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(
					"Invalid value '" + "1".repeat(200) + "...' for configuration property '" + name.substring(0, 15));
	}

	private static void start(String... properties) {
		Map<String, String> arguments = new LinkedHashMap<>();
		arguments.put("management.metrics.use-global-registry", "false");
		for (int i = 0; i < properties.length; i += 2) {
			arguments.put(properties[i], properties[i + 1]);
		}
		new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.run(arguments.entrySet().stream().map((one) -> "--" + one).toArray(String[]::new))
			.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			SimpleMetricsExportAutoConfiguration.class, SightglassAutoConfiguration.class, LlmAutoConfiguration.class })
	static class App {

	}

}
