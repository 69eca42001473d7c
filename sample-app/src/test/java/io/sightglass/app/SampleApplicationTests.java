package io.sightglass.app;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.load.enabled=false")
class SampleApplicationTests {

	@Test
	void showsItselfToPrometheus(@LocalServerPort int port) {
		String scrape = RestClient.create("http://127.0.0.1:" + port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		assertThat(scrape).contains("jvm_memory_used_bytes{").contains("env=\"demo\"");
	}

}
