package io.sightglass.autoconfigure.set;

import java.util.List;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.autoconfigure.set.ParcelMeters.Size;
import io.sightglass.meters.set.Timing;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every meter of the registry holds for those of sets.
 */
class MeterSetScrapeTests {

	private final ApplicationContextRunner context = CoreContext.runner()
		.withConfiguration(AutoConfigurations.of(MeterSetAutoConfiguration.class));

	@Test
	void hasTheBoundsThatAPropertyGives() {
		this.context
			.withPropertyValues("sightglass.histograms.bounds.[parcel.packing.duration]=10ms,1h",
					"sightglass.histograms.bounds.[parcel.weight]=100,200,300")
			.run((context) -> {
				recordAll(context);
				assertThat(bounds(context, "parcel_packing_duration_seconds_bucket")).containsExactly("0.01", "3600.0",
						"+Inf");
				assertThat(bounds(context, "parcel_weight_bucket")).containsExactly("100.0", "200.0", "300.0", "+Inf");
			});
	}

	@Test
	void hasNoBucketsWhereNobodyAsksForThem() {
		this.context.run((context) -> {
			recordAll(context);
			assertThat(lines(context, "parcel_packing_duration_seconds")).hasSize(3);
		});
	}

	@Test
	void foldsValuesBeyondTheGuardsLimit() {
		this.context.withPropertyValues("sightglass.cardinality.limits.[parcels.returned.reason]=1").run((context) -> {
			ParcelMeters meters = context.getBean(ParcelMeters.class);
			meters.returned("late", Size.SMALL);
			meters.returned("broken", Size.SMALL);
			assertThat(lines(context, "parcels_returned_total")).containsExactlyInAnyOrder(
					"parcels_returned_total{reason=\"late\",size=\"small\"} 1.0",
					"parcels_returned_total{reason=\"other\",size=\"small\"} 1.0");
		});
	}

	@Test
	void foldsSeriesBeyondTheGuardsLimitAndKeepsTheCountExact() {
		this.context.withPropertyValues("sightglass.cardinality.max-series-per-meter=2").run((context) -> {
			ParcelMeters meters = context.getBean(ParcelMeters.class);
			for (Size size : Size.values()) {
				meters.sent(size, true);
				meters.sent(size, false);
			}
			List<String> series = lines(context, "parcels_total");
			assertThat(series).hasSizeLessThan(4).anyMatch((line) -> line.contains("\"other\""));
			assertThat(series.stream().mapToDouble(MeterSetScrapeTests::value).sum()).isEqualTo(4);
		});
	}

	@Test
	void hasTheGlobalTagsAndThePrefix() {
		this.context.withPropertyValues("sightglass.tags.zone=eu", "sightglass.prefix=shop").run((context) -> {
			recordAll(context);
			assertThat(lines(context, "shop_parcels_open")).containsExactly("shop_parcels_open{zone=\"eu\"} 1.0");
			assertThat(lines(context, "shop_parcel_weight_sum"))
				.containsExactly("shop_parcel_weight_sum{zone=\"eu\"} 250.0");
			assertThat(lines(context, "control_plane_replay_operations_total"))
				.containsExactly("control_plane_replay_operations_total{zone=\"eu\"} 1.0");
		});
	}

	private static void recordAll(ApplicationContext context) {
		ParcelMeters meters = context.getBean(ParcelMeters.class);
		try (Timing span = meters.packing(Size.SMALL)) {
			span.done();
		}
		meters.open().up();
		meters.weighed(250);
		context.getBean(OwnPrefixMeters.class).replay();
	}

	private static List<String> bounds(ApplicationContext context, String name) {
		return lines(context, name).stream().map((line) -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1")).toList();
	}

	private static double value(String line) {
		return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
	}

	private static List<String> lines(ApplicationContext context, String name) {
		return context.getBean(PrometheusMeterRegistry.class)
			.scrape()
			.lines()
			.filter((line) -> line.startsWith(name))
			.toList();
	}

}
