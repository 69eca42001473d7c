package io.sightglass.test.docs;

import java.util.List;

import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Sink;
import io.sightglass.meters.pipeline.Source;
import io.sightglass.meters.pipeline.Stage;

/**
 * What the example of pipelines tests.
 */
class Intake {

	private final Source shop;

	private final Stage enrich;

	private final Sink warehouse;

	Intake(PipelineMeters pipelines) {
		Pipeline orders = pipelines.pipeline("orders");
		this.shop = orders.source("shop");
		this.enrich = orders.stage("enrich");
		this.warehouse = orders.sink("warehouse");
	}

	void take(List<String> orders) {
		this.shop.received(orders.size());
		for (String order : orders) {
			try {
				this.enrich.run(() -> lookUp(order));
				this.warehouse.delivered();
			}
			catch (IllegalArgumentException ignored) {
				// The stage has counted it.
			}
		}
	}

	private static void lookUp(String order) {
		if (order.isEmpty()) {
			throw new IllegalArgumentException("No order");
		}
	}

}
