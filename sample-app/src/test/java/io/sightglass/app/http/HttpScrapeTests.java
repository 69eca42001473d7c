package io.sightglass.app.http;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.load.enabled=false")
class HttpScrapeTests {

	@Autowired
	private ShoppersScenario shoppers;

	@LocalServerPort
	private int port;

	@Test
	void showsEveryMeterOfHttp() {
		for (int i = 0; i < 10; i++) {
			this.shoppers.play();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(scrape()).contains(
					"http_requests_total{env=\"demo\",method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"/orders/{id}\"} 50.0")
				.contains(
						"http_requests_total{env=\"demo\",method=\"POST\",outcome=\"SUCCESS\",status=\"201\",uri=\"/orders\"} 10.0")
				.contains("http_requests_active{env=\"demo\"} 0.0")
				.contains("http_request_size_bytes_sum{env=\"demo\",method=\"POST\",uri=\"/orders\"}")
				.contains("http_response_size_bytes_sum{env=\"demo\",method=\"GET\",uri=\"/orders/{id}\"}")
				.contains(
						"http_server_requests_seconds_count{env=\"demo\",error=\"none\",exception=\"none\",method=\"GET\","
								+ "outcome=\"SUCCESS\",status=\"200\",uri=\"/orders/{id}\"} 50")
				.contains("http_client_requests_seconds_count")
				.doesNotContain("http_server_requests_active")
				.doesNotContain("uri=\"/actuator"));
	}

	private String scrape() {
		String scrape = RestClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		return (scrape != null) ? scrape : "";
	}

}
