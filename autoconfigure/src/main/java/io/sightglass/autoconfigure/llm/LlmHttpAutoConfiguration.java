package io.sightglass.autoconfigure.llm;

import java.net.http.HttpClient;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.http.MeasuredHttpClient;
import io.sightglass.instrumentation.internal.llm.http.RestClientCalls;
import io.sightglass.instrumentation.internal.llm.http.WebClientCalls;
import io.sightglass.instrumentation.internal.llm.okhttp.OkHttpCalls;
import io.sightglass.instrumentation.internal.llm.sdk.SdkClientPostProcessor;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import okhttp3.OkHttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Calls of the hosts under {@code sightglass.llm.http.hosts} through the builders that
 * Boot provides.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class)
@ConditionalOnEnabled({ "llm", "llm.http" })
@ConditionalOnBean({ LlmMeters.class, LlmProperties.class, Instruments.class })
public final class LlmHttpAutoConfiguration {

	LlmHttpAutoConfiguration() {
	}

	/**
	 * {@code RestClient} and {@code RestTemplate}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestClient.class, RestClientCustomizer.class })
	@ConditionalOnNeeds("LLM calls of RestClient")
	static class RestClientConfiguration {

		@Bean
		RestClientCustomizer sightglassLlmRestClientCustomizer(LlmMeters meters, LlmProperties properties,
				Instruments instruments) {
			LlmHosts hosts = new LlmHosts(properties.http().hosts());
			return (builder) -> hosts
				.ifAny(() -> builder.requestInterceptor(new RestClientCalls(meters, hosts, instruments.failures())));
		}

		@Bean
		RestTemplateCustomizer sightglassLlmRestTemplateCustomizer(LlmMeters meters, LlmProperties properties,
				Instruments instruments) {
			LlmHosts hosts = new LlmHosts(properties.http().hosts());
			return (template) -> hosts.ifAny(
					() -> template.getInterceptors().add(new RestClientCalls(meters, hosts, instruments.failures())));
		}

	}

	/**
	 * {@code WebClient}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebClient.class, WebClientCustomizer.class })
	@ConditionalOnNeeds("LLM calls of WebClient")
	static class WebClientConfiguration {

		@Bean
		WebClientCustomizer sightglassLlmWebClientCustomizer(LlmMeters meters, LlmProperties properties,
				Instruments instruments) {
			LlmHosts hosts = new LlmHosts(properties.http().hosts());
			return (builder) -> hosts
				.ifAny(() -> builder.filter(new WebClientCalls(meters, hosts, instruments.failures())));
		}

	}

	/**
	 * OkHttp.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OkHttpClient.class)
	@ConditionalOnNeeds("LLM calls of OkHttp")
	static class OkHttpConfiguration {

		@Bean
		@ConditionalOnMissingBean
		OkHttpCalls sightglassOkHttpCalls(ObjectProvider<HttpCalls> calls) {
			return new OkHttpCalls(calls::getObject, null);
		}

		@Bean
		static SdkClientPostProcessor sightglassOkHttpPostProcessor(ObjectProvider<LlmProperties> properties,
				ObjectProvider<HttpCalls> calls) {
			OkHttpCalls measuring = new OkHttpCalls(calls::getObject, null);
			return new SdkClientPostProcessor("OkHttp", (bean) -> {
				boolean client = bean instanceof OkHttpClient || bean instanceof OkHttpClient.Builder;
				if (!client || properties.getObject().http().hosts().isEmpty()) {
					return bean;
				}
				return (bean instanceof OkHttpClient whole) ? measuring.measured(whole)
						: measuring.addTo((OkHttpClient.Builder) bean);
			});
		}

	}

	/**
	 * The JDK's client.
	 */
	@Configuration(proxyBeanMethods = false)
	static class JdkConfiguration {

		@Bean
		static SdkClientPostProcessor sightglassJdkHttpPostProcessor(ObjectProvider<LlmProperties> properties,
				ObjectProvider<HttpCalls> calls) {
			return new SdkClientPostProcessor("the JDK's HTTP client",
					(bean) -> (bean instanceof HttpClient client && !(bean instanceof MeasuredHttpClient)
							&& !properties.getObject().http().hosts().isEmpty())
									? new MeasuredHttpClient(client, calls::getObject) : bean);
		}

	}

}
