package io.sightglass.processor;

import javax.tools.StandardLocation;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

import static com.google.testing.compile.CompilationSubject.assertThat;

class MeterSetProcessorTests {

	private final Compilation compilation = Compile.methods(
			"""
					/** Orders that came in. Not those that were refused. */
					@Counted("orders") void placed(Size size, boolean express);
					@Counted(value = "order.lines", extraTags = { "shop", "web" }) void lines(int amount);
					@Timed(value = "order.duration", histogram = true, percentiles = 0.5) Timing handling(Size size);
					@Timed("order.wait.duration") Stopwatch waiting();
					@Timed(value = "order.transport.duration", serviceLevelObjectives = { 1, 5 }) void shipped(Duration took);
					@Gauged("orders.open") GaugeLevel open(Size size);
					@Gauged("orders.leader") void leader(@Amount boolean leads);
					@Summed("order.weight") void weighed(@TagKey("truck") @Bounded(5) String slot, @Amount(unit = "grams") long weight);
					default void both(Size size) { placed(size, true); lines(2); }
					static int none() { return 0; }
					""");

	@Test
	void writesOnePlainClassThatCompilesWithoutAWarning() {
		assertThat(this.compilation).succeededWithoutWarnings();
		assertThat(this.compilation).generatedSourceFile("app.OrderMetersMeterSet").contentsAsUtf8String().contains("""
						@Override
						public void placed(Size size, boolean express) {
							long slot = this.placedSize.slot(0, size);
							slot = this.placedExpress.slot(slot, express);
							this.placedMeters.increment(slot);
						}
				""");
	}

	@Test
	void givesWayToAParameterNamedSlot() {
		assertThat(this.compilation).generatedSourceFile("app.OrderMetersMeterSet")
			.contentsAsUtf8String()
			.contains("long slot_ = this.weighedSlot.slot(0, slot);");
	}

	@Test
	void takesTheFirstSentenceOfTheJavadocAsDescription() {
		assertThat(this.compilation).generatedSourceFile("app.OrderMetersMeterSet")
			.contentsAsUtf8String()
			.contains("MeterSpec.counter(\"orders\", \"Orders that came in.\", \"size\", \"express\")");
	}

	@Test
	void writesTheIndex() {
		assertThat(this.compilation)
			.generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/services/io.sightglass.meters.set.MeterSetFactory")
			.contentsAsUtf8String()
			.isEqualTo("app.OrderMetersMeterSet\n");
	}

	@Test
	void describesTheSetAsJsonBesideItsClass() {
		assertThat(this.compilation).generatedFile(StandardLocation.CLASS_OUTPUT, "app", "OrderMeters.meters.json")
			.contentsAsUtf8String()
			.contains("""
					    {
					      "method": "handling",
					      "name": "order.duration",
					      "type": "timer",
					      "unit": "seconds",
					      "description": "",
					      "prometheus": "order_duration_seconds",
					      "histogram": true,
					      "tags": [
					        {
					          "key": "size",
					          "label": "size",
					          "values": ["s", "m"]
					        },
					        {
					          "key": "outcome",
					          "label": "outcome",
					          "values": ["success", "error", "cancelled"]
					        }
					      ],
					      "fixedTags": []
					    },
					""");
	}

	@Test
	void describesTheSetAsAMarkdownTable() {
		assertThat(this.compilation).generatedFile(StandardLocation.CLASS_OUTPUT, "app", "OrderMeters.meters.md")
			.contentsAsUtf8String()
			.contains("| `orders_total` | counter | `size`, `express` | Orders that came in. |\n");
		assertThat(this.compilation).generatedFile(StandardLocation.CLASS_OUTPUT, "app", "OrderMeters.meters.md")
			.contentsAsUtf8String()
			.contains("| `order_weight_grams` | summary | `truck` |  |\n");
	}

	@Test
	void writesASetInsideAnotherType() {
		assertThat(Compile
			.source("class Shop { @MeterSet(\"orders\") interface Meters { @Counted(\"orders\") void placed(); } }"))
			.generatedSourceFile("app.Shop_MetersMeterSet");
	}

	@Test
	void takesMethodsFromTheInterfacesAbove() {
		assertThat(Compile.source("""
				@MeterSet("orders") interface OrderMeters extends Common { }
				interface Common { @Counted("orders") void placed(); }
				""")).succeededWithoutWarnings();
	}

	@Test
	void letsTwoMethodsAddToOneCounter() {
		assertThat(Compile.methods("""
				@Counted("orders") void placed(Size size);
				@Counted("orders") void placed(Size size, long amount);
				""")).succeededWithoutWarnings();
	}

}
