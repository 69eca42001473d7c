package io.sightglass.autoconfigure.week;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Calls of models that come and go, while prices are written anew and days pass, each
 * with a budget.
 */
final class LlmLoad implements Load {

	private static final String OURS = " provider weekly";

	private final LlmMeters meters;

	private final Books books;

	private final Totals totals;

	private final FastClock clock;

	private final Path prices;

	private final AtomicInteger crossed;

	private final Set<LocalDate> surely = new HashSet<>();

	private final Set<LocalDate> perhaps = new HashSet<>();

	private final Set<String> folded = new HashSet<>();

	private long priced;

	LlmLoad(LlmMeters meters, Totals totals, FastClock clock, Path prices, AtomicInteger crossed) {
		this.meters = meters;
		this.totals = totals;
		this.books = new Books(totals);
		this.clock = clock;
		this.prices = prices;
		this.crossed = crossed;
	}

	static void writePrices(Path file, int turn) throws IOException {
		Path beside = file.resolveSibling("beside");
		// One model has the same price in each; a line is wrong now and then.
		Files.writeString(beside, "model,unit,usd\nweek-priced,input,2\nweek-priced,output,3\nother-" + turn % 7
				+ ",input,1\n" + ((turn % 3 == 0) ? "broken,input,two\n" : ""));
		Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public void turn(int turn) throws IOException {
		if (turn % 100 == 0) {
			writePrices(this.prices, turn / 100);
		}
		String model = (turn % 10 == 0) ? "week-priced" : "week-" + turn % 150;
		LocalDate before = this.clock.today();
		LlmCall call = this.meters.start("weekly", model, "chat");
		// A name is remembered, and looked up only the first time.
		if (!this.books.isKept("llm.requests.active", "model", model) && this.folded.add(model)) {
			this.books.one("sightglass.series.folded meter llm.requests tag model");
		}
		call.usage(1000, 500, 0, 0, 0);
		call.finish("stop");
		call.toolCall("tool-" + turn % 120, Outcome.SUCCESS);
		this.books.one("llm.tool.calls outcome success");
		if (turn % 4 == 0) {
			call.retried();
			this.books.one("llm.retries" + OURS);
		}
		call.unparsed();
		this.books.one("llm.unparsed" + OURS);
		String outcome = end(call, turn);
		if (model.equals("week-priced")) {
			paid(before, this.clock.today(), outcome);
		}
		this.books.one("llm.requests outcome " + outcome + OURS);
		this.books.one("llm.request.duration outcome " + outcome + OURS);
		this.books.add(1000, "llm.tokens type input" + OURS);
		this.books.add(500, "llm.tokens type output" + OURS);
	}

	private String end(LlmCall call, int turn) {
		return switch (turn % 5) {
			case 0, 1 -> {
				call.done();
				yield "success";
			}
			case 2 -> {
				call.failedFor(LlmError.RATE_LIMIT);
				this.books.one("llm.errors error rate_limit" + OURS);
				yield "error";
			}
			case 3 -> {
				call.cancelled();
				this.books.one("llm.errors error cancelled" + OURS);
				yield "cancelled";
			}
			// Forgotten.
			default -> "abandoned";
		};
	}

	private void paid(LocalDate before, LocalDate after, String outcome) {
		assertThat(outcome).isEqualTo("success");
		this.priced++;
		if (before.equals(after)) {
			this.surely.add(before);
		}
		this.perhaps.add(before);
		this.perhaps.add(after);
	}

	@Override
	public int names() {
		return 1500;
	}

	@Override
	public void check() {
		this.books.check();
		this.books.checkLevel("llm.requests.active", 0);
		assertThat(this.totals.exact("llm.cost")).isCloseTo(this.priced * 3500e-6, within(1e-6));
		// A warning and the budget itself, once a day.
		assertThat(this.crossed.get()).isBetween(2 * this.surely.size(), 2 * this.perhaps.size());
	}

}
