package io.sightglass.registry.internal.text;

import io.prometheus.metrics.config.ExporterProperties;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are written from kept text.
 */
public enum ScrapeFormat {

	/**
	 * Prometheus text 0.0.4.
	 */
	TEXT(PrometheusTextFormatWriter.CONTENT_TYPE, 0) {

		@Override
		public ExpositionFormatWriter writer(ExpositionFormats formats) {
			return formats.getPrometheusTextFormatWriter();
		}

	},

	/**
	 * OpenMetrics text 1.0.0.
	 */
	OPEN_METRICS(OpenMetricsTextFormatWriter.CONTENT_TYPE, "# EOF\n".length()) {

		@Override
		public ExpositionFormatWriter writer(ExpositionFormats formats) {
			return formats.getOpenMetricsTextFormatWriter();
		}

	};

	private final String contentType;

	private final int trailer;

	ScrapeFormat(String contentType, int trailer) {
		this.contentType = contentType;
		this.trailer = trailer;
	}

	public abstract ExpositionFormatWriter writer(ExpositionFormats formats);

	/**
	 * Writes {@link #TEXT} without what stands behind all families: when series began.
	 * @param properties of the client library
	 * @return nothing where that is not written anyway
	 */
	@SuppressWarnings("deprecation") // What they set goes on.
	public static @Nullable ExpositionFormatWriter undated(ExporterProperties properties) {
		return properties.getIncludeCreatedTimestamps() ? PrometheusTextFormatWriter.builder()
			.setTimestampsInMs(properties.getPrometheusTimestampsInMs())
			.build() : null;
	}

	/**
	 * The content type of a response in this format.
	 * @return the client library's content type
	 */
	public String contentType() {
		return this.contentType;
	}

	/**
	 * How many bytes the client library writes after the last family.
	 * @return the length of the end mark
	 */
	int trailer() {
		return this.trailer;
	}

}
