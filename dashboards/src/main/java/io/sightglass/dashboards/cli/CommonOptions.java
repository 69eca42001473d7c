package io.sightglass.dashboards.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.query.Labels;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What every command takes.
 */
final class CommonOptions {

	@Option(names = "--prefix", defaultValue = "", paramLabel = "NAME",
			description = "The application's sightglass.prefix.")
	private String prefix = "";

	@Option(names = "--llm-conventions", defaultValue = "sightglass", paramLabel = "NAMES",
			converter = ConventionsConverter.class,
			description = "The application's sightglass.llm.conventions: sightglass, opentelemetry, opentelemetry-1.37 or both (default: ${DEFAULT-VALUE}).")
	private LlmConventions llm = LlmConventions.SIGHTGLASS;

	@Option(names = "--native-histograms",
			description = "Timers and summaries are native histograms alone, as with sightglass.histograms.mode=native.")
	private boolean natives;

	@Option(names = "--job-label", defaultValue = "job", paramLabel = "LABEL",
			description = "The label that tells services apart (default: ${DEFAULT-VALUE}).")
	private String jobLabel = "job";

	@Option(names = "--cluster-label", defaultValue = "cluster", paramLabel = "LABEL",
			description = "The label that tells clusters apart; targets may lack it (default: ${DEFAULT-VALUE}).")
	private String clusterLabel = "cluster";

	@Option(names = "--datasource-uid", paramLabel = "UID",
			description = "The uid of Grafana's data source. Without it, dashboards have a variable.")
	private @Nullable String datasourceUid;

	@Option(names = "--selector", defaultValue = "", paramLabel = "MATCHER",
			description = "A matcher that rules are limited to, such as 'job=~\"shop-.*\"'.")
	private String selector = "";

	@Option(names = "--runbooks", defaultValue = Options.UNKNOWN_RUNBOOKS, paramLabel = "URL",
			description = "Where you publish the runbook (export writes runbooks.md); '#' and the alert's name are appended (default: ${DEFAULT-VALUE}).")
	private String runbooks = "";

	@Option(names = "--threshold", paramLabel = "KEY=VALUE",
			description = "A threshold of an alert; 'list' shows the keys. May be repeated.")
	private Map<String, Double> thresholds = new LinkedHashMap<>();

	Options options() {
		return new Options(this.prefix, new Labels(this.jobLabel, this.clusterLabel, this.selector), this.datasourceUid,
				this.runbooks, this.llm, this.natives);
	}

	/**
	 * Says that alerts will have links that lead nowhere.
	 * @param err where notes go
	 */
	void noteUnknownRunbooks(PrintWriter err) {
		if (this.runbooks.equals(Options.UNKNOWN_RUNBOOKS)) {
			err.println("Note: runbook_url of the alerts leads to " + Options.UNKNOWN_RUNBOOKS
					+ ", which is nowhere. Publish runbooks.md and give its place with --runbooks.");
			err.flush();
		}
	}

	/**
	 * Reads the names as the property writes them.
	 */
	static final class ConventionsConverter implements ITypeConverter<LlmConventions> {

		@Override
		public LlmConventions convert(String value) {
			try {
				return LlmConventions.valueOf(value.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
			}
			catch (IllegalArgumentException ex) {
				throw new TypeConversionException("'" + Printable.value(value)
						+ "' is not one of sightglass, opentelemetry, opentelemetry-1.37 and both");
			}
		}

	}

	Thresholds thresholds() {
		return Thresholds.of(this.thresholds);
	}

}
