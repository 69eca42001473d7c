package io.sightglass.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.meters.llm.GenAiMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Holds the scrape of the running application, under its own load, against the catalogue.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CatalogueTests {

	/** Meters that the application's load does not show, each with the reason. */
	private static final Map<String, String> NOT_SHOWN = Stream.of(GenAiMeter.values())
		.collect(Collectors.toMap(GenAiMeter::getName, (meter) -> "sightglass.llm.conventions is not set"));

	// What only Sightglass would call so: nothing of that kind may stand outside the
	// catalogue, but for the set of the sample application that begins like ours.
	private static final Pattern OURS = Pattern
		.compile("(?!llm_incident_manager_)(connections?|transport|pipelines?|llm|sightglass)_.*");

	/** What a calm network leaves at zero, or a system without /proc does not tell. */
	private static final Set<String> THE_KERNELS = Set.of("transport.kernel.segments",
			"transport.kernel.retransmissions", "transport.kernel.timeouts", "transport.kernel.resets",
			"transport.kernel.connections");

	@LocalServerPort
	private int port;

	@Autowired
	private Environment environment;

	@Test
	void everyMeterScrapesAsItsCatalogueSays() {
		await().atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofSeconds(1))
			.untilAsserted(() -> assertThat(missing(scrape()))
				.as("meters that no load shows: let a Scenario show them, or say in NOT_SHOWN why none does")
				.isEmpty());
		Scrape scrape = scrape();
		for (Catalogue.Family family : Catalogue.families()) {
			for (CatalogueMeter meter : family.meters()) {
				Scrape.Family shown = scrape.family(prometheus(meter));
				if (shown != null) {
					holds(meter, shown, types(meter));
				}
				Scrape.Family max = isDistribution(meter) ? scrape.family(prometheus(meter) + "_max") : null;
				if (max != null) {
					holds(meter, max, List.of("gauge"));
				}
			}
		}
	}

	@Test
	void nothingOfOursStandsOutsideTheCatalogue() {
		Set<String> known = Catalogue.families()
			.stream()
			.flatMap((family) -> family.meters().stream())
			.map(CatalogueTests::prometheus)
			.collect(Collectors.toSet());
		assertThat(scrape().families().keySet()).filteredOn((name) -> OURS.matcher(name).matches())
			.allSatisfy((name) -> assertThat(known).containsAnyOf(name, name.replaceAll("_max$", "")));
	}

	@Test
	void everyMeterOfConnectionsAndTransportMoves() {
		Map<String, String> still = Stream.of(ConnectionMeter.values(), TransportMeter.values())
			.flatMap(Stream::<CatalogueMeter>of)
			.filter((meter) -> !THE_KERNELS.contains(meter.getName()))
			.collect(Collectors.toMap(CatalogueMeter::getName, CatalogueTests::prometheus));
		await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
			Scrape scrape = scrape();
			still.values().removeIf((name) -> moves(scrape.family(name)));
			assertThat(still.keySet()).as("meters without a series above zero").isEmpty();
		});
	}

	private static boolean moves(Scrape.@Nullable Family shown) {
		return shown != null && shown.samples()
			.stream()
			.anyMatch((sample) -> sample.value() > 0 && !sample.name().endsWith("_bucket"));
	}

	private void holds(CatalogueMeter meter, Scrape.Family shown, List<String> types) {
		assertThat(types).as("type of %s", shown.name()).contains(shown.type());
		Set<String> added = global();
		for (Set<String> labels : shown.labelSets()) {
			Set<String> own = new TreeSet<>(labels);
			own.removeAll(added);
			own.removeAll(Set.of("le", "quantile"));
			assertThat(own).as("tags of %s", shown.name()).containsExactlyInAnyOrderElementsOf(meter.spec().keys());
		}
	}

	// A family without any meter of its own is off or not here; http.server.requests is
	// also Boot's.
	private static List<String> missing(Scrape scrape) {
		return Catalogue.families()
			.stream()
			.filter((family) -> family.meters()
				.stream()
				.anyMatch((meter) -> !meter.getName().equals("http.server.requests") && isShown(scrape, meter)))
			.flatMap((family) -> family.meters().stream())
			.filter((meter) -> !isShown(scrape, meter) && !NOT_SHOWN.containsKey(meter.getName()))
			.map(CatalogueMeter::getName)
			.toList();
	}

	private static boolean isShown(Scrape scrape, CatalogueMeter meter) {
		return scrape.family(prometheus(meter)) != null;
	}

	private static boolean isDistribution(CatalogueMeter meter) {
		return meter.getType() == Meter.Type.TIMER || meter.getType() == Meter.Type.DISTRIBUTION_SUMMARY;
	}

	private static List<String> types(CatalogueMeter meter) {
		return switch (meter.getType()) {
			case COUNTER -> List.of("counter");
			case TIMER, DISTRIBUTION_SUMMARY -> List.of("summary", "histogram");
			default -> List.of("gauge");
		};
	}

	private static String prometheus(CatalogueMeter meter) {
		String name = new PrometheusNamingConvention().name(meter.getName(), meter.getType(), meter.getBaseUnit());
		// The convention takes off what the client puts on again.
		if (meter.getName().endsWith(".info")) {
			return name + "_info";
		}
		return (meter.getType() == Meter.Type.COUNTER) ? name + "_total" : name;
	}

	private Set<String> global() {
		return Binder.get(this.environment)
			.bind("sightglass.tags", Bindable.mapOf(String.class, String.class))
			.orElseGet(Map::of)
			.keySet();
	}

	private Scrape scrape() {
		String text = RestClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		return Scrape.parse((text != null) ? text : "");
	}

}
