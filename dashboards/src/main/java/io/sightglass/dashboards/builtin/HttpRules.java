package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.BurnRate;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.meters.http.HttpMeter;

/**
 * Error budget and latency of the HTTP server.
 */
final class HttpRules {

	private HttpRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		BurnRate burn = new BurnRate(HttpMeter.REQUESTS, Questions.httpErrorRatio(),
				thresholds.get(Threshold.HTTP_OBJECTIVE));
		Recording p99 = new Recording(HttpMeter.SERVER_REQUESTS, "", "p99_rate5m",
				Questions.httpDuration().quantilePer(0.99));
		RuleGroup group = RuleGroup.of("http")
			.record(new Recording(HttpMeter.REQUESTS, "", "rate5m", Questions.httpRequests().ratePer()))
			.record(p99);
		burn.recordIn(group);
		return group
			.alert(new Alert("SightglassHttpErrorBudgetBurnsFast", Severity.CRITICAL, "2m", burn.fast(),
					"HTTP errors burn the error budget within days.",
					"{{ $job }} answers {{ $value | humanizePercentage }} of its requests with 5xx."))
			.alert(new Alert("SightglassHttpErrorBudgetBurnsSlowly", Severity.WARNING, "1h", burn.slow(),
					"HTTP errors will use up the error budget of the month.",
					"{{ $job }} answers {{ $value | humanizePercentage }} of its requests with 5xx."))
			.alert(new Alert("SightglassHttpSlow", Severity.WARNING, "10m",
					p99.above(thresholds.get(Threshold.HTTP_P99)), "HTTP requests are slow.",
					"One of a hundred requests to {{ $job }} takes {{ $value | humanizeDuration }} or longer."));
	}

}
