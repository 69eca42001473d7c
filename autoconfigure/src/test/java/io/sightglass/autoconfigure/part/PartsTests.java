package io.sightglass.autoconfigure.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes from each part what it needs of a library.
 */
@ExtendWith(OutputCaptureExtension.class)
class PartsTests {

	// The sets of other tests are there only once.
	private static final String OTHER_TESTS = "io.sightglass.autoconfigure.set.MeterSetAutoConfiguration,";

	private static final String SERVLET_ONLY = "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration";

	private static final String NETTY_ONLY = "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration";

	private static final String JETTY_ONLY = "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					tomcat,the Prometheus registry,                  io/prometheus/metrics/model/registry/PrometheusRegistry,unregister
					tomcat,meters that threads record without contention,io/micrometer/prometheusmetrics/PrometheusMeterRegistry,newFunctionTimer
					tomcat,meters that threads record without contention,io/prometheus/metrics/tracer/common/SpanContext,
					tomcat,the fast scrape,                          io/prometheus/metrics/config/PrometheusProperties,getExporterProperties
					tomcat,the fast scrape,                          io/prometheus/metrics/config/PrometheusPropertiesLoader,
					tomcat,HTTP requests,                            org/springframework/web/filter/ServerHttpObservationFilter,findObservationContext
					tomcat,what Tomcat knows of requests,            org/apache/catalina/connector/Response,getContentWritten
					tomcat,what Tomcat knows of requests,            org/apache/catalina/AccessLog,
					tomcat,connections of Tomcat,                    org/apache/coyote/RequestGroupInfo,getBytesSent
					tomcat,connections of Tomcat,                    org/apache/tomcat/util/net/SocketWrapperBase,
					tomcat,WebSockets,                               org/springframework/web/socket/sockjs/support/SockJsHttpRequestHandler,getSockJsService
					tomcat,excluded hosts of RestClient,             org/springframework/http/client/observation/ClientRequestObservationContext,getCarrier
					tomcat,excluded hosts of WebClient,              org/springframework/web/reactive/function/client/ClientRequest,url
					tomcat,connections of WebClient,                 reactor/netty/resources/ConnectionPoolMetrics,maxAllocatedSize
					tomcat,@Timed and @Counted,                      org/aspectj/lang/reflect/MethodSignature,getReturnType
					tomcat,@MeterTag,                                io/micrometer/core/aop/CountedMeterTagAnnotationHandler,
					tomcat,@PipelineStage,                           org/springframework/core/ResolvableType,forMethodReturnType
					aspects,the aspects of @Timed and @Counted,      org/aspectj/lang/reflect/MethodSignature,getReturnType
					tomcat,Kafka listeners,                          org/springframework/kafka/listener/AbstractMessageListenerContainer,getBatchInterceptor
					tomcat,inbound adapters of Spring Integration for Kafka,org/springframework/integration/kafka/inbound/KafkaMessageDrivenChannelAdapter,setRecoveryCallback
					tomcat,the Kafka binder of Spring Cloud Stream, org/springframework/cloud/stream/binder/AbstractMessageChannelBinder,setConsumerEndpointCustomizer
					tomcat,channels and endpoints of Spring Integration,org/springframework/integration/channel/QueueChannel,getRemainingCapacity
					tomcat,steps of Spring Batch,                    org/springframework/batch/core/scope/context/StepSynchronizationManager,getContext
					tomcat,health as a gauge,                        org/springframework/boot/health/contributor/Health,getStatus
					tomcat,leaders of Spring Integration,            org/springframework/integration/leader/event/AbstractLeaderEvent,getRole
					tomcat,LLM calls of RestClient,                  org/springframework/http/client/ClientHttpResponse,getStatusCode
					tomcat,LLM calls of WebClient,                   org/springframework/web/reactive/function/client/ClientResponse,mutate
					tomcat,LLM calls of the OpenAI SDK,              com/openai/core/http/HttpRequest,url
					tomcat,LLM calls of the Anthropic SDK,           com/anthropic/core/http/HttpRequestBody,
					tomcat,LLM calls of the Google SDK,              com/google/genai/ApiClient,httpClient
					tomcat,LLM calls of the AWS SDK,                 software/amazon/awssdk/core/interceptor/Context$FailedExecution,exception
					tomcat,LLM calls of OkHttp,                      okhttp3/Request,tag
					tomcat,LLM calls of Spring AI,                   org/springframework/ai/tool/execution/ToolExecutionExceptionProcessor,
					tomcat,streams of Spring AI,                     org/springframework/ai/chat/client/advisor/api/StreamAdvisor,
					tomcat,first tokens and retries of Spring AI with OpenAI,okhttp3/Response,priorResponse
					tomcat,first tokens and retries of Spring AI with Anthropic,okhttp3/Response,priorResponse
					tomcat,speech and moderation of Spring AI,       org/springframework/ai/openai/OpenAiModerationModel,mutate
					tomcat,gRPC servers,                             io/grpc/ServerBuilder,addTransportFilter
					tomcat,gRPC clients,                             io/grpc/ManagedChannelBuilder,addTransportFilter
					tomcat,services of Spring Cloud,                 org/springframework/cloud/client/discovery/DiscoveryClient,getInstances
					tomcat,LLM calls of LangChain4j,                 dev/langchain4j/model/chat/response/StreamingHandle,
					tomcat,tool calls of LangChain4j,                dev/langchain4j/service/tool/ToolExecution,hasFailed
					jetty, connections of Jetty,                     org/eclipse/jetty/io/Connection,getMessagesIn
					jetty, what Jetty knows of requests,             org/eclipse/jetty/server/Request,getContentBytesRead
					netty, HTTP requests,                            org/springframework/http/server/reactive/observation/ServerRequestObservationContext,findCurrent
					netty, body sizes on Netty,                      reactor/netty/http/server/HttpServerRequest,withConnection
					netty, body sizes on Netty,                      io/netty/handler/codec/http/LastHttpContent,
					netty, connections of the Netty server,          io/netty/channel/ChannelPipeline,addFirst
					netty, WebSockets,                               org/springframework/web/reactive/socket/server/support/WebSocketHandlerAdapter,getWebSocketService
					""")
	void turnsItselfOffWithOneLine(String server, String part, String owner, @Nullable String member,
			CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(server, new Without(owner, member))) {
			assertThat(get(context, "/nowhere").statusCode()).isEqualTo(404);
			for (int i = 0; i < 2; i++) {
				HttpResponse<String> scrape = get(context, "/actuator/prometheus");
				assertThat(scrape.statusCode()).isEqualTo(200);
				assertThat(scrape.body()).contains("jvm_memory_used_bytes{", "http_server_requests_seconds_count{")
					.endsWith("\n");
			}
		}
		assertThat(output.toString()
			.lines()
			.filter((line) -> line.contains("turns a part of itself off: " + part + ". A library at hand lacks ")))
			.hasSize(1);
		assertThat(output.toString()).doesNotContain("Exception: ", "NoSuchMethodError", " ERROR ");
	}

	@Test
	void noPartIsLeftOut() throws NoSuchMethodException {
		String rows = PartsTests.class
			.getDeclaredMethod("turnsItselfOffWithOneLine", String.class, String.class, String.class, String.class,
					CapturedOutput.class)
			.getAnnotation(CsvSource.class)
			.textBlock();
		assertThat(Parts.ALL).allSatisfy(
				(type) -> assertThat(rows).contains(type.getAnnotation(ConditionalOnNeeds.class).value() + ","));
	}

	// No condition asks for what the JDK has, so that this is missing only at a scrape.
	@Test
	void turnsItselfOffAtWorkWithOneLine(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start("tomcat", new Without("java/lang/System", "arraycopy"))) {
			for (int i = 0; i < 3; i++) {
				HttpResponse<String> scrape = get(context, "/actuator/prometheus");
				assertThat(scrape.statusCode()).isEqualTo(200);
				assertThat(scrape.body()).contains("jvm_memory_used_bytes{").endsWith("\n");
			}
		}
		assertThat(output.toString()
			.lines()
			.filter((line) -> line.contains("turns a part of itself off: the fast scrape. A library at hand lacks "
					+ "java.lang.NoSuchMethodError")))
			.hasSize(1);
	}

	private ConfigurableApplicationContext start(String server, ClassLoader loader) {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(loader);
		try {
			String excluded = switch (server) {
				case "netty" -> NETTY_ONLY;
				case "jetty" -> JETTY_ONLY;
				default -> SERVLET_ONLY;
			};
			return new SpringApplicationBuilder(App.class).resourceLoader(new DefaultResourceLoader(loader))
				.web(server.equals("netty") ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET)
				.properties("server.port=0", "server.address=127.0.0.1", "sightglass.discovery.enabled=true",
						"spring.autoconfigure.exclude=" + OTHER_TESTS + excluded,
						"management.endpoints.web.exposure.include=*", "spring.main.banner-mode=off",
						"spring.jmx.enabled=false", "management.metrics.use-global-registry=false",
						"management.observations.annotations.enabled=" + server.equals("aspects"))
				.run();
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
