package io.sightglass.registry.internal.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UriTextTests {

	private final PrometheusMeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new SeriesLimits(3, 100));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http.client.requests | uri | /tok/x?api_key=SECRET | /tok/x
			http.client.requests | uri | tok/x?SECRET | tok/x
			http.client.requests | uri | /a#SECRET | /a
			http.client.requests | uri | /a;jsessionid=SECRET/b;x=SECRET | /a/b
			http.client.requests | uri | http://u:SECRET@h:80/tok?k=SECRET | http://h:80/tok
			http.client.requests | uri | http://u:SEC@RET@h | http://h
			http.client.requests | uri | /find?q={q} | /find
			http.client.requests | uri | /orders/{id} | /orders/{id}
			http.client.requests | uri | none | none
			spring.cloud.gateway.requests | routeUri | https://u:SECRET@h/?SECRET | https://h/
			okhttp.requests | target.host | a?b | a?b
			jdbc | name | jdbc:sqlserver://h;user=sa;password=SECRET | jdbc:sqlserver://h
			http.client.requests | uri | x:;a=b//u:SECRET@h/c | x://h/c
			proxied | what | /p/http://a:SECRET@b/c://d:SECRET@e | /p/http://b/c://e
			http.server.requests | uri | /pages/?.txt | /pages/?.txt
			http.server.requests | uri | http://u:SECRET@h/ | http://h/
			orders | question | what now? #5; yes | what now? #5; yes
			""")
	void takesOutWhatMayBeASecret(String meter, String key, String given, String shown) {
		this.registry.counter(meter, key, given).increment();
		this.registry.get(meter).tag(key, shown).counter();
		assertThat(this.registry.scrape()).doesNotContain("SECRET");
	}

	@Test
	void countsInOneSeriesBehindALimitToo() {
		for (int i = 0; i < 50; i++) {
			for (String path : new String[] { "/a", "/b", "/c", "/d", "/e" }) {
				this.registry.counter("calls", "uri", path + "?key=" + i).increment();
				this.registry.counter("long", "path", path + "x".repeat(400)).increment();
			}
		}
		assertThat(this.registry.get("calls").tag("uri", "/a").counter().count()).isEqualTo(50);
		assertThat(this.registry.get("calls").tag("uri", "other").counter().count()).isEqualTo(100);
		assertThat(this.registry.find("long").counters()).hasSize(4)
			.extracting(Counter::count)
			.containsExactlyInAnyOrder(50.0, 50.0, 50.0, 100.0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/;a", "://u@", "://" })
	@Timeout(60)
	void readsALongValueOnce(String part) {
		String value = "http://h" + part.repeat(1_000_000);
		assertThat(UriText.bare("calls", "uri", value)).startsWith("http://h").doesNotContain(";", "@");
	}

	@Test
	void keepsAllWhereThatIsWanted() {
		SeriesLimiter limiter = new SeriesLimiter(SeriesLimits.DEFAULT, "", true);
		this.registry.config().meterFilter(limiter);
		PrometheusMeterRegistry stock = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		stock.config().meterFilter(limiter);
		stock.counter("calls", "uri", "/a?b=c").increment();
		assertThat(stock.get("calls").counter().getId().getTags()).containsExactly(Tag.of("uri", "/a?b=c"));
	}

}
