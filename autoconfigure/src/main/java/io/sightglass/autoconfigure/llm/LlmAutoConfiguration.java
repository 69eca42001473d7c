package io.sightglass.autoconfigure.llm;

import java.util.List;
import java.util.OptionalDouble;

import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.Budget;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.internal.name.Sellers;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * LLM calls: requests, tokens, cost, time to first token.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@ConditionalOnEnabled("llm")
@ConditionalOnBean(Instruments.class)
@EnableConfigurationProperties(LlmProperties.class)
public final class LlmAutoConfiguration {

	private static final SafeLog logger = SafeLog.of(LlmMeters.class);

	LlmAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	LlmMeters sightglassLlmMeters(Instruments instruments, ConfiguredPrices prices, Budget budget,
			SightglassProperties properties, LlmProperties llm) {
		return LlmMeters.in(instruments, prices.book(), budget, ConfiguredLimits.of(properties.cardinality()),
				llm.conventions());
	}

	@Bean
	static MeterFilter sightglassLlmNames(LlmProperties properties) {
		return properties.conventions().isOpenTelemetry() ? new OthersGenAiMeters() : new MeterFilter() {
		};
	}

	@Bean
	ConfiguredPrices sightglassLlmPrices(LlmProperties properties, ObjectProvider<PriceBook> books,
			Instruments instruments) {
		List<PriceBook> users = books.orderedStream().toList();
		return new ConfiguredPrices(properties, users, instruments.failures());
	}

	@Bean
	@ConditionalOnMissingBean
	Budget sightglassLlmBudget(Instruments instruments, LlmProperties properties, ApplicationEventPublisher events) {
		LlmProperties.Budget budget = properties.budget();
		return new Budget(instruments, optional(budget.dailyUsd()), optional(budget.monthlyUsd()), budget.warnAt(),
				new BudgetEvents(events, instruments.failures()));
	}

	@Bean
	@ConditionalOnMissingBean
	StreamDetailsCache sightglassLlmStreamDetails(LlmProperties properties) {
		return new StreamDetailsCache(properties.conventions().isOpenTelemetry());
	}

	@Bean
	@ConditionalOnMissingBean
	HttpCalls sightglassLlmHttpCalls(LlmMeters meters, StreamDetailsCache streams, LlmProperties properties,
			Instruments instruments) {
		properties.http().hosts().values().stream().distinct().forEach(LlmAutoConfiguration::questioned);
		return new HttpCalls(meters, streams, instruments.failures(), new LlmHosts(properties.http().hosts()));
	}

	// Any name may be a provider's; one that is nearly a known one is most likely a slip.
	private static void questioned(String provider) {
		String meant = Sellers.meant(ProviderName.of(provider));
		if (meant != null) {
			logger.warn("sightglass.llm.http.hosts names the provider " + Printable.value(provider)
					+ ", of which nothing is known. Is it " + meant
					+ "? Prices, and requests that only that provider has, are found by its name.");
		}
	}

	private static OptionalDouble optional(@Nullable Double usd) {
		return (usd != null) ? OptionalDouble.of(usd) : OptionalDouble.empty();
	}

}
