package io.sightglass.registry.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.jspecify.annotations.Nullable;

/**
 * A registry under a program: Micrometer's, or ours as the starter sets it up.
 */
final class Side {

	final MockClock clock = new MockClock();

	final PrometheusMeterRegistry registry;

	/** What a composite has beside it. */
	final SimpleMeterRegistry simple = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	final @Nullable CompositeMeterRegistry composite;

	/** What the program sees. */
	final MeterRegistry front;

	/** What the program holds, in the order in which it got it. */
	final List<Meter> held = new ArrayList<>();

	final List<double[]> states = new ArrayList<>();

	final List<LongTaskTimer.Sample> tasks = new ArrayList<>();

	/** How often a listener was called, while that is not counted in a meter; or -1. */
	int heard = -1;

	private final @Nullable FastScrape scrape;

	private Side(boolean ours, boolean composite) {
		if (ours) {
			ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
			});
			this.registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, collectors, this.clock, "", null,
					null);
			collectors.watch(this.registry, PrometheusConfig.DEFAULT);
			this.scrape = new FastScrape(collectors, null);
		}
		else {
			this.registry = new Sharing(this.clock);
			this.scrape = null;
		}
		this.composite = composite
				? new CompositeMeterRegistry(this.clock, List.<MeterRegistry>of(this.registry, this.simple)) : null;
		this.front = (this.composite != null) ? this.composite : this.registry;
	}

	static Side micrometers(boolean composite) {
		return new Side(false, composite);
	}

	static Side ours(boolean composite) {
		return new Side(true, composite);
	}

	boolean isOurs() {
		return this.scrape != null;
	}

	/**
	 * With a limiter, which is a filter of any registry.
	 * @param limit how many values a tag may have, and twice as many series a meter
	 * @return this side
	 */
	Side limited(int limit) {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(limit, limit * 2), "");
		this.registry.config().meterFilter(limiter);
		limiter.watch(this.registry);
		if (this.registry instanceof Sharing micrometers) {
			micrometers.limiter = limiter;
			limiter.unless(micrometers::refuses);
		}
		return this;
	}

	/**
	 * Adds a filter.
	 * @param to one of the registries
	 * @param filter the filter
	 * @param refuses whether it accepts or denies, and does not count values
	 */
	void filter(MeterRegistry to, MeterFilter filter, boolean refuses) {
		to.config().meterFilter(filter);
		if (refuses && to instanceof Sharing micrometers) {
			micrometers.refusing.add(filter);
		}
	}

	/**
	 * All meters, and of the second registry the values too.
	 * @return a line each
	 */
	String meters() {
		return Stream
			.of(lines(this.front, Side::described), lines(this.registry, Side::described),
					lines(this.simple, (meter) -> described(meter) + " " + measured(meter)))
			.flatMap((lines) -> lines)
			.collect(Collectors.joining("\n"));
	}

	private static Stream<String> lines(MeterRegistry registry, Function<Meter, String> line) {
		return registry.getMeters()
			.stream()
			.filter((meter) -> !meter.getId().getName().contains("sightglass."))
			.map(line)
			.sorted();
	}

	/**
	 * What a meter says of itself. A composite's values are those of any registry in it.
	 * @param meter the meter
	 * @return its values, and those of its snapshot
	 */
	String values(Meter meter) {
		return (this.composite != null) ? "" : measured(meter) + snapshot(meter);
	}

	/**
	 * Reads all distributions. The window of Micrometer's percentiles moves when it is
	 * read, by no more than its length: the second time moves it to the present.
	 */
	void read() {
		for (int i = 0; i < 2; i++) {
			Stream.concat(this.registry.getMeters().stream(), this.held.stream()).forEach(Side::snapshot);
		}
	}

	long duration(long nanos) {
		return (this.composite != null) ? 0 : nanos;
	}

	private static String measured(Meter meter) {
		return StreamSupport.stream(meter.measure().spliterator(), false)
			.map((one) -> one.getStatistic() + "=" + one.getValue())
			.collect(Collectors.joining(","));
	}

	private static String snapshot(Meter meter) {
		if (!(meter instanceof HistogramSupport distribution)) {
			return "";
		}
		HistogramSnapshot snapshot = distribution.takeSnapshot();
		// The values of Micrometer's percentiles depend on how often they are read.
		return " snapshot " + snapshot.count() + " " + snapshot.total() + " " + snapshot.max() + " "
				+ Stream.of(snapshot.percentileValues()).map(ValueAtPercentile::percentile).toList() + " "
				+ List.of(snapshot.histogramCounts());
	}

	static String described(@Nullable Meter meter) {
		if (meter == null) {
			return "nothing";
		}
		Meter.Id id = meter.getId();
		return id.getType() + " " + id + " unit " + id.getBaseUnit() + " of " + id.getDescription()
				+ (meter.getClass().getSimpleName().startsWith("Noop") ? " (noop)" : "");
	}

	String scrape(String contentType) {
		return this.registry.scrape(contentType);
	}

	String scrape(String contentType, Set<String> names) {
		return this.registry.scrape(contentType, names);
	}

	/**
	 * The same text, as an application is answered.
	 * @param format in which format
	 * @param contentType of that format
	 * @return the text
	 */
	String answer(ScrapeFormat format, String contentType) {
		return answer(format, contentType, null);
	}

	String answer(ScrapeFormat format, String contentType, @Nullable Set<String> names) {
		if (this.scrape == null) {
			return this.registry.scrape(contentType, names);
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			this.scrape.write(format, names, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Micrometer's registry with the differences that a limiter makes: what stands for
	 * several values is not removed by one of them, and was accepted as what it was.
	 */
	private static final class Sharing extends PrometheusMeterRegistry {

		private @Nullable SeriesLimiter limiter;

		private final List<MeterFilter> refusing = new ArrayList<>();

		private boolean clearing;

		Sharing(Clock clock) {
			super(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
			config().meterFilter(new MeterFilter() {
				@Override
				public MeterFilterReply accept(Meter.Id id) {
					SeriesLimiter limiter = Sharing.this.limiter;
					return (limiter != null && !Sharing.this.refusing.isEmpty() && limiter.isShared(id))
							? MeterFilterReply.ACCEPT : MeterFilterReply.NEUTRAL;
				}
			});
		}

		private boolean refuses(Meter.Id id) {
			return this.refusing.stream()
				.map((filter) -> filter.accept(id))
				.filter((reply) -> reply != MeterFilterReply.NEUTRAL)
				.findFirst()
				.orElse(MeterFilterReply.NEUTRAL) == MeterFilterReply.DENY;
		}

		@Override
		public @Nullable Meter remove(Meter.Id id) {
			boolean shared = !this.clearing && this.limiter != null && this.limiter.isShared(id);
			return shared ? null : super.remove(id);
		}

		@Override
		public void clear() {
			this.clearing = true;
			super.clear();
			this.clearing = false;
		}

	}

}
