package io.sightglass.autoconfigure.llm;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * LLM calls.
 *
 * @param enabled Whether LLM calls are measured.
 * @param prices Prices by model, in USD a million tokens, or of one of any other unit;
 * they win over the file and the built-in prices.
 * @param priceLocation A CSV of prices, such as file:/etc/prices.csv or a URL; it wins
 * over the built-in prices.
 * @param priceRefresh How often the prices are read from their location again.
 * @param budget What may be spent.
 * @param conventions By whose names calls are shown: sightglass, opentelemetry (of its
 * GenAI conventions 0.1.0), opentelemetry-1.37 (the general conventions up to 1.37), or
 * both of the first two.
 * @param http LLM hosts that the application calls through RestClient or WebClient.
 */
@ConfigurationProperties("sightglass.llm")
public record LlmProperties(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, LlmPrices.Price> prices,
		@Nullable String priceLocation, @DefaultValue("1h") Duration priceRefresh, @DefaultValue Budget budget,
		@DefaultValue("sightglass") LlmConventions conventions, @DefaultValue Http http) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether LLM calls are measured
	 * @param prices prices by model, each with that of its input
	 * @param priceLocation where a CSV of prices is, or null for the built-in ones alone
	 * @param priceRefresh how often that CSV is read again
	 * @param budget what may be spent
	 * @param conventions by whose names calls are shown
	 * @param http which hosts are those of a provider
	 * @throws InvalidConfigurationPropertyValueException if a price is incomplete, or the
	 * refresh is not from a second to a year
	 */
	@SuppressWarnings("ConstantValue")
	public LlmProperties {
		prices.forEach((model, price) -> {
			String property = "sightglass.llm.prices[" + model + "]";
			LlmPrices.LongContext longer = price.longContext();
			if (price.input() == null
					&& (price.units().isEmpty() || price.units().keySet().stream().anyMatch(LlmUnit::isToken))) {
				throw WrongProperty.of(property, price,
						"It has no input, which is the USD of a million tokens of the prompt.");
			}
			if (longer != null && (longer.input() == null || longer.output() == null || longer.above() <= 0)) {
				throw WrongProperty.of(property + ".long-context", longer, "It has all of above, input and output.");
			}
		});
		if (priceRefresh.compareTo(Duration.ofSeconds(1)) < 0 || priceRefresh.compareTo(Duration.ofDays(365)) > 0) {
			throw WrongProperty.of("sightglass.llm.price-refresh", priceRefresh, "It is from 1s to 365d.");
		}
	}

	/**
	 * What may be spent. Nothing is blocked: gauges show it, and an event is published.
	 *
	 * @param dailyUsd Budget of a day, in UTC.
	 * @param monthlyUsd Budget of a month, in UTC.
	 * @param warnAt Share of a budget at which this instance publishes an event first.
	 */
	public record Budget(@Nullable Double dailyUsd, @Nullable Double monthlyUsd, @DefaultValue("0.8") double warnAt) {

		/**
		 * Checks what Spring has bound.
		 * @param dailyUsd the budget of a day, or null for none
		 * @param monthlyUsd the budget of a month, or null for none
		 * @param warnAt the share at which an event is published first
		 * @throws InvalidConfigurationPropertyValueException if a budget is not above
		 * zero, or the share is not above 0 and at most 1
		 */
		public Budget {
			positive("daily-usd", dailyUsd);
			positive("monthly-usd", monthlyUsd);
			if (!(warnAt > 0 && warnAt <= 1)) {
				throw WrongProperty.of("sightglass.llm.budget.warn-at", warnAt, "It is above 0 and at most 1.");
			}
		}

		private static void positive(String name, @Nullable Double usd) {
			if (usd != null && !(usd > 0 && Double.isFinite(usd))) {
				throw WrongProperty.of("sightglass.llm.budget." + name, usd, "It is a number above 0.");
			}
		}

	}

	/**
	 * LLM hosts.
	 *
	 * @param enabled Whether calls of those hosts are measured.
	 * @param hosts Providers by host, or by host and port, such as
	 * sightglass.llm.http.hosts.[api.openai.com]=openai.
	 */
	public record Http(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, String> hosts) {

		/**
		 * Checks what Spring has bound.
		 * @param enabled whether calls of those hosts are measured
		 * @param hosts providers by host, or by host and port
		 * @throws InvalidConfigurationPropertyValueException if a key is no host, or has
		 * no provider
		 */
		public Http {
			hosts.forEach((host, provider) -> {
				String property = "sightglass.llm.http.hosts[" + Printable.place(host) + "]";
				if (!isHost(host)) {
					throw WrongProperty.of(property, provider,
							"Its key is a host, or a host and a port up to 65535, without a scheme or a path.");
				}
				if (provider.isBlank()) {
					throw WrongProperty.of(property, provider, "It is a provider's name, such as openai.");
				}
			});
		}

		private static boolean isHost(String host) {
			try {
				URI uri = new URI("http://" + host);
				return uri.getHost() != null && host.equals(uri.getRawAuthority()) && uri.getUserInfo() == null
						&& uri.getPort() <= 65535;
			}
			catch (URISyntaxException ex) {
				return false;
			}
		}

	}

}
