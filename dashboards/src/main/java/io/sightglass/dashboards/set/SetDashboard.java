package io.sightglass.dashboards.set;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Printable;
import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Panel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboard of one meter set: <pre>
 * SetDashboard.of(Files.readString(Path.of("target/classes/shop/OrderMeters.meters.json"))).json(Options.DEFAULT);
 * </pre>
 *
 * Rates of counters, percentiles of timers with buckets and the mean of others, values of
 * gauges, rate and mean of summaries; each by its tags.
 */
public final class SetDashboard {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final int MAX_UID = 40;

	private static final int MOST_METERS = 1000;

	private static final int LONGEST_NAME = 200;

	private final String name;

	private final String type;

	private final boolean globalPrefix;

	private final List<SetMeter> meters;

	private final boolean bucketsEverywhere;

	private SetDashboard(String name, String type, boolean globalPrefix, List<SetMeter> meters,
			boolean bucketsEverywhere) {
		this.name = name;
		this.type = type;
		this.globalPrefix = globalPrefix;
		this.meters = meters;
		this.bucketsEverywhere = bucketsEverywhere;
	}

	/**
	 * Reads a set's description.
	 * @param description the text of a {@code .meters.json}
	 * @return its dashboard
	 */
	public static SetDashboard of(String description) {
		try {
			return of(JSON.readTree(description));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("This is no JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	private static SetDashboard of(JsonNode json) {
		Map<String, SetMeter> meters = new LinkedHashMap<>();
		for (JsonNode each : json.path("meters")) {
			SetMeter meter = SetMeter.of(each);
			// Two methods may add to one counter.
			meters.putIfAbsent(meter.getName(), meter);
			if (meters.size() > MOST_METERS) {
				throw new IllegalArgumentException("A meter set has more than %d meters".formatted(MOST_METERS));
			}
		}
		if (meters.isEmpty()) {
			throw new IllegalArgumentException("This is no description of a meter set, or it has no meters");
		}
		return new SetDashboard(SetMeter.required(json, "set"), SetMeter.required(json, "type"),
				json.path("globalPrefix").asBoolean(true), List.copyOf(meters.values()), false);
	}

	/**
	 * For an application whose properties give its timers and summaries buckets, which
	 * the description cannot know.
	 * @return the dashboard with percentiles of every timer
	 */
	public SetDashboard withBucketsEverywhere() {
		return new SetDashboard(this.name, this.type, this.globalPrefix, this.meters, true);
	}

	/**
	 * The set's name, by which properties know it.
	 * @return the value of its {@code @MeterSet}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The interface that it was read from.
	 * @return its full name
	 */
	public String type() {
		return this.type;
	}

	/**
	 * By which Grafana knows the dashboard.
	 * @return the set's name behind {@code set-}, as far as Grafana takes it
	 */
	public String uid() {
		String uid = "set-" + this.name.replaceAll("[^a-zA-Z0-9_-]", "-");
		return (uid.length() <= MAX_UID) ? uid
				: uid.substring(0, MAX_UID - 9) + "-" + "%08x".formatted(this.name.hashCode());
	}

	/**
	 * The dashboard's file.
	 * @param options what differs between users; its prefix does not hold for a set that
	 * has its own
	 * @return its JSON
	 */
	public String json(Options options) {
		return builder().json(prefixed(options));
	}

	// A set with a prefix of its own has it in its names already.
	private Options prefixed(Options options) {
		return this.globalPrefix ? options : new Options("", options.labels(), options.datasourceUid(),
				options.runbooks(), options.llm(), options.natives());
	}

	private DashboardBuilder builder() {
		DashboardBuilder builder = DashboardBuilder
			.dashboard(uid(), "Meter set / " + Printable.of(this.name, LONGEST_NAME))
			.describe("The meters of " + SetPanels.unmarked(Printable.of(this.type, LONGEST_NAME)) + ".")
			.discover(this.meters.get(0));
		SetPanels panels = new SetPanels(this.bucketsEverywhere);
		row(builder, panels, "How often", Meter.Type.COUNTER);
		row(builder, panels, "How long", Meter.Type.TIMER);
		row(builder, panels, "How much now", Meter.Type.GAUGE);
		row(builder, panels, "How large", Meter.Type.DISTRIBUTION_SUMMARY);
		return builder;
	}

	private void row(DashboardBuilder builder, SetPanels panels, String title, Meter.Type type) {
		List<Panel> row = new ArrayList<>();
		this.meters.stream()
			.filter((meter) -> meter.getType() == type)
			.forEach((meter) -> row.addAll(panels.of(meter)));
		if (!row.isEmpty()) {
			builder.row(title, row.toArray(Panel[]::new));
		}
	}

}
