package io.sightglass.autoconfigure.guest;

import java.util.Arrays;

import io.sightglass.meters.llm.LlmMeters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice of an application has what it is a slice of, and nothing of Sightglass.
 */
class SliceTests {

	@ParameterizedTest
	@ValueSource(classes = { Mvc.class, WebFlux.class, Client.class, Json.class })
	void hasNoBeanAndNoThreadOfOurs(Class<?> slice) throws Exception {
		OwnThreads threads = new OwnThreads();
		TestContextManager test = threads.call(() -> {
			TestContextManager manager = new TestContextManager(slice);
			manager.prepareTestInstance(slice.getDeclaredConstructor().newInstance());
			return manager;
		});
		ApplicationContext context = test.getTestContext().getApplicationContext();
		assertThat(context.getBeanDefinitionNames()).anyMatch((name) -> name.endsWith("App"));
		assertThat(Arrays.stream(context.getBeanDefinitionNames())
			.filter((name) -> name.startsWith("sightglass") || name.startsWith("io.sightglass"))).isEmpty();
		assertThat(context.getBeanProvider(LlmMeters.class)).isEmpty();
		assertThat(threads.names()).noneMatch((name) -> name.startsWith("sightglass"));
		test.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
	}

	@WebMvcTest
	@ContextConfiguration(classes = App.class)
	static class Mvc {

	}

	@WebFluxTest
	@ContextConfiguration(classes = App.class)
	static class WebFlux {

	}

	@RestClientTest
	@ContextConfiguration(classes = App.class)
	static class Client {

	}

	@JsonTest
	@ContextConfiguration(classes = App.class)
	static class Json {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
