package io.sightglass.registry.internal.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Families that the client library writes, each at its place among the others. In
 * Prometheus text, where it says when series began, it does so behind all families.
 */
public final class ClientText {

	private final Lines lines;

	private final ScrapeFormat format;

	private final ExpositionFormats formats;

	private final MetricSnapshots collected;

	private final Consumer<Throwable> failures;

	private final @Nullable ExpositionFormatWriter undated;

	private final boolean behind;

	private int next;

	/**
	 * Families in a scrape.
	 * @param lines where to
	 * @param format in which format
	 * @param formats the client library's writers
	 * @param collected the families
	 * @param failures told of each that cannot be written
	 * @param undated writes the same without what stands behind all families; nothing
	 * where nothing stands there
	 */
	public ClientText(Lines lines, ScrapeFormat format, ExpositionFormats formats, MetricSnapshots collected,
			Consumer<Throwable> failures, @Nullable ExpositionFormatWriter undated) {
		this(lines, format, formats, collected, failures, undated, false);
	}

	private ClientText(Lines lines, ScrapeFormat format, ExpositionFormats formats, MetricSnapshots collected,
			Consumer<Throwable> failures, @Nullable ExpositionFormatWriter undated, boolean behind) {
		this.lines = lines;
		this.format = format;
		this.formats = formats;
		this.collected = collected;
		this.failures = failures;
		this.undated = undated;
		this.behind = behind;
	}

	/**
	 * What stands behind all families, of the same ones.
	 * @return from the first one on
	 */
	public ClientText behind() {
		// Who fails here has failed before.
		return new ClientText(this.lines, this.format, this.formats, this.collected, (again) -> {
		}, this.undated, true);
	}

	/**
	 * Writes the families whose names come before another.
	 * @param name the other name
	 * @throws IOException if the stream is broken
	 */
	public void writeBefore(String name) throws IOException {
		List<MetricSnapshot> run = new ArrayList<>();
		while (this.next < this.collected.size() && name(this.next).compareTo(name) < 0) {
			run.add(this.collected.get(this.next++));
		}
		write(run);
	}

	/**
	 * Writes the remaining families and the end mark.
	 * @throws IOException if the stream is broken
	 */
	public void writeRest() throws IOException {
		List<MetricSnapshot> run = new ArrayList<>();
		while (this.next < this.collected.size()) {
			run.add(this.collected.get(this.next++));
		}
		write(run);
		if (!this.behind) {
			byte[] nothing = text(new MetricSnapshots());
			this.lines.write(nothing, nothing.length);
		}
	}

	private String name(int index) {
		return this.collected.get(index).getMetadata().getPrometheusName();
	}

	private void write(List<MetricSnapshot> run) throws IOException {
		if (run.isEmpty()) {
			return;
		}
		byte[] text;
		try {
			text = text(new MetricSnapshots(run));
		}
		catch (Throwable ex) {
			if (run.size() == 1) {
				this.failures.accept(ex);
				return;
			}
			for (MetricSnapshot one : run) {
				write(List.of(one));
			}
			return;
		}
		this.lines.write(text, text.length - this.format.trailer());
	}

	private byte[] text(MetricSnapshots snapshots) throws IOException {
		ExpositionFormatWriter writer = this.format.writer(this.formats);
		if (this.undated == null) {
			return text(writer, snapshots);
		}
		byte[] families = text(this.undated, snapshots);
		if (!this.behind) {
			return families;
		}
		byte[] all = text(writer, snapshots);
		return Arrays.copyOfRange(all, families.length, all.length);
	}

	private static byte[] text(ExpositionFormatWriter writer, MetricSnapshots snapshots) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		writer.write(out, snapshots);
		return out.toByteArray();
	}

}
