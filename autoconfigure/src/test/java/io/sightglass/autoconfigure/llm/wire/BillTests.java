package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.Budget;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmLimits;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A month of calls costs what the price file says, by an arithmetic that is not ours.
 */
class BillTests {

	private static final int CALLS = 100_000;

	private static final LlmTier[] TIERS = LlmTier.values();

	@Test
	void aMonthCostsWhatTheFileSays() throws IOException {
		PaperBill bill = PaperBill.read();
		List<PaperBill.Model> models = bill.models();
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Instruments instruments = new Instruments(registry);
		LlmMeters meters = LlmMeters.in(instruments, PriceBook.shipped(), Budget.none(instruments),
				new LlmLimits(20, 20, 20, 20));
		Random random = new Random(22);
		BigDecimal expected = BigDecimal.ZERO;
		Map<LlmTier, Integer> tiers = new EnumMap<>(LlmTier.class);
		int longPrompts = 0;
		for (int i = 0; i < CALLS; i++) {
			PaperBill.Model model = models.get(random.nextInt(models.size()));
			Map<LlmUnit, Long> amounts = amounts(random, bill.isBilledByTokens(model));
			if (i % 50 == 0) {
				// Not long yet, to the token.
				amounts.keySet().removeIf((unit) -> unit != LlmUnit.OUTPUT);
				amounts.put(LlmUnit.INPUT, bill.longestContext(model));
			}
			LlmTier tier = TIERS[random.nextInt(TIERS.length)];
			LlmUsage usage = LlmUsage.NONE;
			for (Map.Entry<LlmUnit, Long> amount : amounts.entrySet()) {
				usage = usage.with(amount.getKey(), amount.getValue());
			}
			LlmCall call = meters.start(model.provider(), model.name(), "chat");
			call.tier(tier);
			call.usage(usage);
			call.done();
			expected = expected.add(bill.usd(model, tier, amounts));
			tiers.merge(tier, 1, Integer::sum);
			longPrompts += (PaperBill.prompt(amounts) > 200_000) ? 1 : 0;
		}
		assertThat(tiers).hasSize(TIERS.length);
		assertThat(longPrompts).isGreaterThan(CALLS / 10);
		assertThat(models).hasSizeGreaterThan(2000);
		same(registry, expected);
	}

	@Test
	void aMonthOfTheProvidersAnswersCostsWhatTheFileSays() throws IOException {
		PaperBill bill = PaperBill.read();
		List<BilledCase> cases = BilledCase.all(bill);
		assertThat(cases).hasSizeGreaterThan(100);
		assertThat(cases.stream().map(BilledCase::provider).distinct()).hasSizeGreaterThan(10);
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Instruments instruments = new Instruments(registry);
		LlmMeters meters = LlmMeters.in(instruments, PriceBook.shipped(), Budget.none(instruments), LlmLimits.DEFAULT);
		Random random = new Random(23);
		BigDecimal expected = BigDecimal.ZERO;
		for (int i = 0; i < CALLS; i++) {
			BilledCase each = cases.get(random.nextInt(cases.size()));
			PaperBill.Model model = each.models().get(random.nextInt(each.models().size()));
			each.answer(meters, instruments.failures(), model.name());
			expected = expected.add(each.usd(bill, model));
		}
		assertThat(registry.get("llm.requests").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(CALLS);
		assertThat(expected).isGreaterThan(BigDecimal.ONE);
		same(registry, expected);
	}

	private static void same(SimpleMeterRegistry registry, BigDecimal expected) {
		BigDecimal counted = BigDecimal.ZERO;
		for (FunctionCounter cost : registry.find("llm.cost").functionCounters()) {
			counted = counted.add(BigDecimal.valueOf(cost.count()));
		}
		BigDecimal share = counted.subtract(expected).abs().divide(expected, new MathContext(3, RoundingMode.HALF_UP));
		assertThat(share).as("%s counted, %s on paper", counted, expected).isLessThan(new BigDecimal("1e-9"));
	}

	private static Map<LlmUnit, Long> amounts(Random random, boolean tokens) {
		Map<LlmUnit, Long> amounts = new EnumMap<>(LlmUnit.class);
		List<LlmUnit> units = new ArrayList<>(List.of(LlmUnit.values()));
		if (tokens) {
			amounts.put(LlmUnit.INPUT, (long) Math.exp(random.nextDouble() * Math.log(1_000_000)));
			amounts.put(LlmUnit.OUTPUT, 1L + random.nextInt(30_000));
		}
		for (int i = random.nextInt(5); i >= 0; i--) {
			LlmUnit unit = units.get(random.nextInt(units.size()));
			amounts.put(unit, 1L + random.nextInt(unit.isToken() ? 150_000 : 20));
		}
		return amounts;
	}

}
