package io.sightglass.autoconfigure.llm;

import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.Dollars;
import java.time.ZoneOffset;
import java.time.LocalDate;
import java.time.Instant;
import java.time.Duration;
import java.nio.file.attribute.FileTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LlmAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LlmOffAutoConfiguration.class));

	@Test
	void suppliesMetersThatKnowPrices() {
		this.runner.run((context) -> assertThat(costOfAMillion(context, "gpt-4o")).isEqualTo(2.5));
	}

	@Test
	void backsOffAndLeavesMetersThatMeasureNothing() {
		this.runner.withPropertyValues("sightglass.llm.enabled=false")
			.run((context) -> assertThat(context).getBean(LlmMeters.class).isSameAs(LlmMeters.NONE));
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).getBean(LlmMeters.class).isSameAs(LlmMeters.NONE));
	}

	@Test
	void yieldsToTheUsersMeters() {
		LlmMeters own = new LlmMeters() {
		};
		this.runner.withBean("own", LlmMeters.class, () -> own)
			.run((context) -> assertThat(context).getBean(LlmMeters.class).isSameAs(own));
	}

	@Test
	void propertiesWinOverTheFileAndTheFileOverWhatIsShipped(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("prices.csv"),
				"provider,model,unit,usd\nopenai,gpt-4o,input,7\nopenai,gpt-4.1,input,8\n");
		this.runner
			.withPropertyValues("sightglass.llm.prices.[gpt-4o].input=0.25",
					"sightglass.llm.price-location=" + file.toUri())
			.run((context) -> {
				assertThat(costOfAMillion(context, "gpt-4o")).isEqualTo(0.25);
				assertThat(costOfAMillion(context, "gpt-4.1")).isEqualTo(8);
				assertThat(costOfAMillion(context, "gpt-5")).isEqualTo(1.25);
			});
	}

	@Test
	void readsPricesOverHttpAgainAndKeepsTheLastGoodOnes() throws Exception {
		AtomicReference<String> page = new AtomicReference<>("model,unit,usd\ngpt-4o,input,7\ngpt-4o,output,7\n");
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] bytes = Objects.requireNonNull(page.get()).getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders((bytes.length == 0) ? 500 : 200, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		server.start();
		this.runner
			.withPropertyValues("sightglass.llm.price-refresh=1s",
					"sightglass.llm.price-location=http://127.0.0.1:" + server.getAddress().getPort() + "/prices.csv")
			.run((context) -> {
				PriceBook book = context.getBean(ConfiguredPrices.class).book();
				ModelPrice first = book.price("openai", "gpt-4o");
				assertThat(first).isEqualTo(ModelPrice.perMillion("7", "7"));
				page.set("model,unit,usd\ngpt-4o,input,8\ngpt-4o,output,8\n");
				Awaitility.await().until(() -> !Objects.equals(book.price("openai", "gpt-4o"), first));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				for (String broken : List.of("a login page", "")) {
					double before = failures(registry);
					page.set(broken);
					Awaitility.await().until(() -> failures(registry) > before);
					assertThat(book.price("openai", "gpt-4o")).isEqualTo(ModelPrice.perMillion("8", "8"));
				}
			});
		server.stop(0);
	}

	@Test
	void aPriceBookBeanWinsOverAll() {
		this.runner.withPropertyValues("sightglass.llm.prices.[gpt-4o].input=0.25")
			.withBean(PriceBook.class,
					() -> (provider, model) -> model.equals("gpt-4o") ? ModelPrice.perMillion("99", "99") : null)
			.run((context) -> {
				assertThat(costOfAMillion(context, "gpt-4o")).isEqualTo(99);
				assertThat(costOfAMillion(context, "gpt-5")).isEqualTo(1.25);
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void asksWhetherAProviderWasMeant(CapturedOutput output) {
		this.runner
			.withPropertyValues("sightglass.llm.http.hosts.[a.example]=opnai",
					"sightglass.llm.http.hosts.[b.example]=vertexai", "sightglass.llm.http.hosts.[c.example]=acme",
					"sightglass.llm.http.hosts.[d.example]=openai")
			.run((context) -> assertThat(context.getBean(HttpCalls.class)).isNotNull());
		assertThat(output.getAll().lines().filter((line) -> line.contains("names the provider"))).singleElement()
			.asString()
			.contains("names the provider opnai, of which nothing is known. Is it openai?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "llm.cost.model", "llm.cache.saved.model", "llm.cost.provider" })
	void noMoneyIsLostByALimitOfItsOwnTags(String limited) {
		this.runner
			.withPropertyValues("sightglass.cardinality.limits.[" + limited + "]=2",
					"sightglass.llm.budget.daily-usd=1")
			.run((context) -> {
				List<String> providers = List.of("openai", "azure", "openrouter", "github", "replicate");
				List<String> models = List.of("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-5", "gpt-5-mini");
				for (int i = 0; i < models.size(); i++) {
					LlmCall call = context.getBean(LlmMeters.class)
						.start(limited.endsWith("provider") ? providers.get(i) : "openai", models.get(i), "chat");
					call.usage(1000, 1000, 500, 0, 0);
					call.done();
				}
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Collection<FunctionCounter> costs = registry.get("llm.cost").functionCounters();
				String tag = limited.substring(limited.lastIndexOf('.') + 1);
				assertThat(costs.stream().map((cost) -> cost.getId().getTag(tag)).distinct()).hasSize(3)
					.contains("other");
				assertThat(costs.stream().mapToDouble(FunctionCounter::count).sum()).isPositive()
					.isCloseTo(registry.get("llm.budget.spent").gauge().value(), within(1e-12));
			});
	}

	@Test
	void longPromptsCostWhatThePropertiesSay() {
		this.runner.withPropertyValues("sightglass.llm.prices.[big].input=1",
				"sightglass.llm.prices.[big].batch-discount=0.5", "sightglass.llm.prices.[big].context-window=1000000",
				"sightglass.llm.prices.[big].long-context.above=200000",
				"sightglass.llm.prices.[big].long-context.input=3", "sightglass.llm.prices.[big].long-context.output=4")
			.run((context) -> {
				assertThat(costOfAMillion(context, "big")).isEqualTo(3);
				LlmCall batch = context.getBean(LlmMeters.class).start("openai", "big", "chat");
				batch.usage(200_000, 0, 0, 0, 0);
				batch.tier(LlmTier.BATCH);
				batch.done();
				assertThat(context.getBean(MeterRegistry.class).get("llm.cost").functionCounter().count())
					.isEqualTo(3.1);
				assertThat(context.getBean(MeterRegistry.class).get("llm.context.used").summary().totalAmount())
					.isEqualTo(1.2);
			});
	}

	@Test
	void otherUnitsAndTiersCostWhatThePropertiesSay() {
		this.runner
			.withPropertyValues("sightglass.llm.prices.[mine].input=1", "sightglass.llm.prices.[mine].search=0.01",
					"sightglass.llm.prices.[mine].cache-write-hour=2", "sightglass.llm.prices.[mine].priority.input=3",
					"sightglass.llm.prices.[painter].image=0.04")
			.run((context) -> {
				assertThat(cost(context, "mine", LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.SEARCH, 5)))
					.isEqualTo(0.05);
				assertThat(cost(context, "mine-2026-01-01", LlmTier.PRIORITY, new LlmUsage(100_000, 100_000, 0, 0, 0)))
					.isEqualTo(0.3);
				assertThat(price(context, "mine").unpriced(new LlmUsage(0, 7, 0, 0, 0), LlmTier.STANDARD)).isEqualTo(7);
				assertThat(cost(context, "mine", LlmTier.FLEX, LlmUsage.NONE.with(LlmUnit.CACHE_WRITE_1H, 100_000)))
					.isEqualTo(0.2);
				assertThat(cost(context, "painter", LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.IMAGE, 2)))
					.isEqualTo(0.08);
			});
	}

	@Test
	void tellsHowOldThePricesAreOnceACallHasBegun(@TempDir Path directory) throws Exception {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("llm.prices.age").gauge()).isNull();
			context.getBean(LlmMeters.class).start("openai", "gpt-4o", "chat").done();
			assertThat(age(context)).isCloseTo(daysSince(LocalDate.parse("2026-08-06")), within(60.0));
		});
		Path file = Files.writeString(directory.resolve("prices.csv"), "model,unit,usd\nm,input,1\n");
		Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
		this.runner.withPropertyValues("sightglass.llm.price-location=" + file).run((context) -> {
			assertThat(age(context)).isCloseTo(daysSince(LocalDate.parse("2026-01-02")), within(60.0));
			Files.writeString(file, "# date: 2026-03-04\nmodel,unit,usd\nm,input,1\n");
			Objects.requireNonNull(context.getBean(ConfiguredPrices.class).reloaded()).reload();
			assertThat(age(context)).isCloseTo(daysSince(LocalDate.parse("2026-03-04")), within(60.0));
		});
		this.runner.withPropertyValues("sightglass.llm.price-location=http://127.0.0.1:1/prices.csv")
			.run((context) -> assertThat(age(context)).as("of those in force")
				.isCloseTo(daysSince(LocalDate.parse("2026-08-06")), within(60.0)));
	}

	private static double age(ApplicationContext context) {
		context.getBean(LlmMeters.class).start("openai", "gpt-4o", "chat").done();
		return context.getBean(MeterRegistry.class).get("llm.prices.age").gauge().value();
	}

	private static double daysSince(LocalDate date) {
		return Duration.between(date.atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.now()).toSeconds();
	}

	private static double cost(ApplicationContext context, String model, LlmTier tier, LlmUsage usage) {
		return Dollars.usd(price(context, model).cost(usage, tier));
	}

	private static ModelPrice price(ApplicationContext context, String model) {
		return Objects.requireNonNull(context.getBean(ConfiguredPrices.class).book().price("any", model));
	}

	@Test
	void keepsAsManyNamesAsThePropertiesSay() {
		this.runner
			.withPropertyValues("sightglass.cardinality.max-values-per-tag=2",
					"sightglass.cardinality.limits.[llm.tokens.model]=120")
			.run((context) -> {
				for (int i = 0; i < 130; i++) {
					LlmCall call = context.getBean(LlmMeters.class).start("p" + i, "m" + i, "chat");
					call.usage(1, 0, 0, 0, 0);
					call.done();
					context.getBean(LlmMeters.class).toolCall("t" + i, Outcome.SUCCESS);
				}
				assertThat(values(context, "llm.tokens", "model")).hasSize(121).contains("m119", "other");
				assertThat(values(context, "llm.requests", "provider")).containsOnly("p0", "p1", "other");
				assertThat(values(context, "llm.tool.calls", "tool")).containsOnly("t0", "t1", "other");
			});
	}

	@Test
	void refusesWhatMakesNoSense() {
		this.runner.withPropertyValues("sightglass.llm.budget.warn-at=1.5")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("warn-at"));
		this.runner.withPropertyValues("sightglass.llm.prices.[m].input=-1")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("sightglass.llm.prices[m]"));
		this.runner.withPropertyValues("sightglass.llm.prices.[m].output=1")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("input"));
	}

	private static Set<String> values(ApplicationContext context, String meter, String tag) {
		return context.getBean(MeterRegistry.class)
			.find(meter)
			.counters()
			.stream()
			.map((counter) -> String.valueOf(counter.getId().getTag(tag)))
			.collect(Collectors.toSet());
	}

	private static double failures(MeterRegistry registry) {
		Counter failures = registry.find("sightglass.failures").tag("family", "llm").counter();
		return (failures != null) ? failures.count() : 0;
	}

	private static double costOfAMillion(ApplicationContext context, String model) {
		LlmCall call = context.getBean(LlmMeters.class).start("openai", model, "chat");
		call.usage(1_000_000, 0, 0, 0, 0);
		call.done();
		return context.getBean(MeterRegistry.class).get("llm.cost").tag("model", model).functionCounter().count();
	}

}
