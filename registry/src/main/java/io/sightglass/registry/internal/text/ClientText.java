package io.sightglass.registry.internal.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Families that the client library writes, each at its place among the others.
 */
public final class ClientText {

	private final Lines lines;

	private final ScrapeFormat format;

	private final ExpositionFormats formats;

	private final MetricSnapshots collected;

	private final Consumer<Throwable> failures;

	private int next;

	public ClientText(Lines lines, ScrapeFormat format, ExpositionFormats formats, MetricSnapshots collected,
			Consumer<Throwable> failures) {
		this.lines = lines;
		this.format = format;
		this.formats = formats;
		this.collected = collected;
		this.failures = failures;
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
		byte[] nothing = text(new MetricSnapshots());
		this.lines.write(nothing, nothing.length);
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
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.format.writer(this.formats).write(out, snapshots);
		return out.toByteArray();
	}

}
