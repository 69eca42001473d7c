package io.sightglass.registry.internal.scrape;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.prometheus.metrics.config.ExporterProperties;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.internal.scrape.Comparison.Result;
import io.sightglass.registry.internal.scrape.Plan.Entry;
import io.sightglass.registry.internal.scrape.Plan.Source;
import io.sightglass.registry.internal.text.ClientText;
import io.sightglass.registry.internal.text.Lines;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes a scrape byte for byte as the client library does, and several times faster.
 *
 * <pre>
 * ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry(failures);
 * PrometheusMeterRegistry meters = new PrometheusMeterRegistry(config, collectors, Clock.SYSTEM);
 * collectors.watch(meters, config);
 * new FastScrape(collectors, config.prometheusProperties()).write(ScrapeFormat.TEXT, null, out);
 * </pre>
 *
 * The client library goes on writing what it alone can write exactly: collectors that
 * were registered with it directly, custom meters, long task timers with buckets or
 * quantiles, families whose names meet, and OpenMetrics where exemplars may come that are
 * not ours, or at any sample. Each family is also left to it at its first scrape, and is
 * compared. Where it is to be written when series began, the client library alone knows
 * that of meters that are not ours, such as function counters: their families are left to
 * it whenever one came or went, for a scrape.
 */
public final class FastScrape {

	private static final SafeLog logger = SafeLog.of(FastScrape.class);

	private static final int ATTEMPTS = 4;

	private static final List<String> SUFFIXES = List.of("_total", "_info", "_created", "_bucket", "_count", "_sum");

	private final ResilientPrometheusRegistry registry;

	private final ExpositionFormats formats;

	private final LookAhead ahead = new LookAhead();

	private final @Nullable ExpositionFormatWriter undated;

	private final boolean exemplarsAnywhere;

	private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();

	private volatile @Nullable Plan latest;

	/**
	 * A scrape of a registry.
	 * @param registry the collectors
	 * @param properties the client library's properties, if there are any
	 */
	@SuppressWarnings("deprecation")
	public FastScrape(ResilientPrometheusRegistry registry, @Nullable Properties properties) {
		this.registry = registry;
		PrometheusProperties loaded = (properties != null) ? PrometheusPropertiesLoader.load(properties)
				: PrometheusPropertiesLoader.load();
		// Before 1.5 the client library takes nothing but these.
		this.formats = ExpositionFormats.init(loaded.getExporterProperties());
		ExporterProperties exporter = loaded.getExporterProperties();
		this.undated = ScrapeFormat.undated(exporter);
		this.exemplarsAnywhere = exporter.getExemplarsOnAllMetricTypes();
	}

	/**
	 * The families that samples may be of: who asks for a name has often copied that of a
	 * sample.
	 * @param names names of families or samples
	 * @return the same, and without the suffix of a sample
	 */
	public static Set<String> families(Set<String> names) {
		Set<String> families = new LinkedHashSet<>(names);
		for (String name : names) {
			SUFFIXES.stream()
				.filter(name::endsWith)
				.forEach((suffix) -> families.add(name.substring(0, name.length() - suffix.length())));
		}
		return families;
	}

	/**
	 * Writes a scrape in the format that the client library finds for an accept header or
	 * a content type.
	 * @param accepted the header
	 * @param names the names of the families to write, without the suffix of a sample;
	 * all if there are none
	 * @param out where to, left open
	 * @throws IOException if the stream is broken
	 */
	public void write(@Nullable String accepted, @Nullable Set<String> names, OutputStream out) throws IOException {
		ExpositionFormatWriter writer = this.formats.findWriter(accepted);
		for (ScrapeFormat format : ScrapeFormat.values()) {
			if (format.writer(this.formats) == writer) {
				write(format, names, out);
				return;
			}
		}
		writer.write(out, (names != null) ? this.registry.scrape(names::contains, NativeRequest.REQUEST)
				: this.registry.scrape(NativeRequest.REQUEST));
	}

	/**
	 * Writes a scrape.
	 * @param format in which format
	 * @param names the names of the families to write, without the suffix of a sample;
	 * all if there are none
	 * @param out where to, left open
	 * @throws IOException if the stream is broken
	 */
	public void write(ScrapeFormat format, @Nullable Set<String> names, OutputStream out) throws IOException {
		try (ResilientPrometheusRegistry.Held held = this.registry.hold()) {
			writeStill(format, names, out);
		}
	}

	private void writeStill(ScrapeFormat format, @Nullable Set<String> names, OutputStream out) throws IOException {
		if (format != ScrapeFormat.OPEN_METRICS || !this.registry.leavesExemplars(this.exemplarsAnywhere)) {
			for (int i = 0; i < ATTEMPTS; i++) {
				Draft draft = draft(names);
				if (draft != null) {
					write(format, names, out, draft);
					return;
				}
			}
		}
		Predicate<String> filter = (names != null) ? names::contains : null;
		MetricSnapshots all = (filter != null) ? this.registry.scrape(filter) : this.registry.scrape();
		format.writer(this.formats).write(out, all);
	}

	// All that can fail is read before a byte is written.
	private @Nullable Draft draft(@Nullable Set<String> names) {
		try {
			Plan plan = plan();
			MetricSnapshots collected = plan.collect((names != null) ? names::contains : null);
			if (clash(plan, collected)) {
				return null;
			}
			prove(plan, collected);
			@Nullable Readings[] readings = new @Nullable Readings[plan.sources().size()];
			for (int i = 0; i < readings.length; i++) {
				Source source = plan.sources().get(i);
				if (names == null || included(source.view(), names)) {
					readings[i] = read(source);
					if (source.view().family().isLeftToClient()) {
						return null;
					}
				}
			}
			return new Draft(plan, collected, readings);
		}
		catch (Throwable ex) {
			logger.debug("The scrape is left to the client library", ex);
			return null;
		}
	}

	private Plan plan() {
		Plan known = this.latest;
		if (known != null && known.version() == this.registry.version()) {
			return known;
		}
		synchronized (this) {
			known = this.latest;
			if (known == null || known.version() != this.registry.version()) {
				known = Plan.of(this.registry, this.formats);
				this.latest = known;
			}
			return known;
		}
	}

	private boolean clash(Plan plan, MetricSnapshots collected) {
		boolean clash = false;
		for (MetricSnapshot snapshot : collected) {
			Entry entry = plan.entries().get(snapshot.getMetadata().getPrometheusName());
			if (entry != null) {
				leaveToClient(entry.view().family());
				clash = true;
			}
		}
		return clash;
	}

	private void prove(Plan plan, MetricSnapshots collected) {
		if (plan.candidates().isEmpty()) {
			return;
		}
		// If meters came or went meanwhile, a difference says nothing.
		boolean still = plan.version() == this.registry.version();
		Proof proof = new Proof(collected, this.formats);
		for (Source candidate : plan.candidates()) {
			Family family = candidate.view().family();
			if (proof.covers(candidate.view())) {
				boolean series = proof.holds(candidate.view());
				View dated = series ? proof.dated(candidate.view()) : candidate.view();
				Result values = series ? proof.values(candidate.collector(), dated) : Result.OTHER;
				if (values == Result.SAME) {
					family.prove(candidate.view(), dated);
					this.registry.changed();
				}
				else if (values == Result.OTHER && still && family.doubt()) {
					logger.warn("The family '" + Printable.value(family.toString()) + "' is collected "
							+ (series ? "with other values" : "in another way")
							+ " than expected; its scrape is left to the client library");
					leaveToClient(family);
				}
			}
		}
	}

	private void leaveToClient(Family family) {
		family.leaveToClient();
		this.registry.changed();
	}

	private @Nullable Readings read(Source source) {
		View view = source.view();
		try {
			Readings readings = Readings.of(source);
			if (readings != null && view.shape() == Shape.LONG_TASK && readings.hasDetail()) {
				leaveToClient(view.family());
			}
			return readings;
		}
		catch (Throwable ex) {
			this.registry.failures().accept(ex);
			return null;
		}
	}

	private static boolean included(View view, Set<String> names) {
		return view.parts().stream().anyMatch((part) -> names.contains(part.name()));
	}

	private void write(ScrapeFormat format, @Nullable Set<String> names, OutputStream out, Draft draft)
			throws IOException {
		byte[] buffer = this.spare.getAndSet(null);
		Lines lines = new Lines(out, (buffer != null) ? buffer : new byte[Lines.SIZE]);
		Scribe scribe = new Scribe(lines, format, this.ahead, this.registry.failures());
		ClientText client = new ClientText(lines, format, this.formats, draft.collected(), this.registry.failures(),
				(format == ScrapeFormat.TEXT) ? this.undated : null);
		List<Entry> written = new ArrayList<>();
		for (Entry entry : draft.plan().entries().values()) {
			Readings readings = draft.readings()[entry.source()];
			if (readings != null && (names == null || names.contains(entry.part().name()))) {
				client.writeBefore(entry.part().name());
				scribe.write(entry.part(), entry.view(), readings);
				written.add(entry);
			}
		}
		client.writeRest();
		if (format == ScrapeFormat.TEXT && this.undated != null) {
			ClientText behind = client.behind();
			for (Entry entry : written) {
				behind.writeBefore(entry.part().name());
				scribe.writeCreated(entry.part(), entry.view());
			}
			behind.writeRest();
		}
		lines.flush();
		if (lines.buffer().length == Lines.SIZE) {
			this.spare.set(lines.buffer());
		}
	}

	/**
	 * A scrape that is ready to be written.
	 *
	 * @param plan who writes what
	 * @param collected what the client library writes
	 * @param readings values that were read, by source; nothing for a family that failed
	 */
	private record Draft(Plan plan, MetricSnapshots collected, @Nullable Readings[] readings) {
	}

}
