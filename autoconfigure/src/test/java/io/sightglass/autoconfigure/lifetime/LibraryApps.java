package io.sightglass.autoconfigure.lifetime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.channel.PublishSubscribeChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The smallest applications that use a library.
 */
final class LibraryApps {

	static final String TOPIC = "lifetime";

	private LibraryApps() {
	}

	static SpringApplicationBuilder builder(Class<?> app, WebApplicationType type, String modules) {
		String used = "io\\.sightglass\\..*|org\\.springframework\\.boot\\.(autoconfigure|micrometer\\.[mo]\\w*|"
				+ modules + ")\\..*";
		String unused = ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> !name.matches(used))
			.collect(Collectors.joining(",", "spring.autoconfigure.exclude=", ""));
		return new SpringApplicationBuilder(app, Done.class).web(type)
			.properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false",
					"management.metrics.use-global-registry=false", unused);
	}

	/**
	 * Waits for the last record.
	 */
	static class Done {

		private final CountDownLatch done = new CountDownLatch(1);

		void one() {
			this.done.countDown();
		}

		void await() throws InterruptedException {
			if (!this.done.await(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Not done");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Flow {

		@Bean
		ThreadPoolTaskExecutor workers() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		ExecutorChannel work(ThreadPoolTaskExecutor workers) {
			return new ExecutorChannel(workers);
		}

		@Bean
		PublishSubscribeChannel shared(ThreadPoolTaskExecutor workers) {
			return new PublishSubscribeChannel(workers);
		}

		@Bean
		IntegrationFlow orders(ExecutorChannel work, PublishSubscribeChannel shared, Done done) {
			return IntegrationFlow.from("in")
				.channel(work)
				.channel(shared)
				.handle((message) -> done.one(), (handler) -> handler.id("last"))
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Import {

		@Bean
		Step orders(JobRepository repository, Done done) {
			return new StepBuilder("orders", repository).<String, String>chunk(2)
				.transactionManager(new ResourcelessTransactionManager())
				.reader(new ListItemReader<>(List.of("one", "two", "three")))
				.writer((chunk) -> done.one())
				.build();
		}

		@Bean
		Job importing(JobRepository repository, Step orders) {
			return new JobBuilder("importing", repository).start(orders).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Listener {

		private final Done done;

		Listener(Done done) {
			this.done = done;
		}

		@KafkaListener(topics = TOPIC, groupId = "#{T(java.util.UUID).randomUUID().toString()}",
				properties = "auto.offset.reset=earliest")
		void order(String order) {
			this.done.one();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
			.setType(MethodDescriptor.MethodType.UNARY)
			.setFullMethodName("lifetime.Echo/Say")
			.setRequestMarshaller(new Bytes())
			.setResponseMarshaller(new Bytes())
			.build();

		@Bean
		BindableService echo() {
			return () -> ServerServiceDefinition.builder("lifetime.Echo")
				.addMethod(METHOD, ServerCalls.asyncUnaryCall((request, response) -> {
					response.onNext(request);
					response.onCompleted();
				}))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSocket
	static class Sockets implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {
				@Override
				protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
					session.sendMessage(message);
				}
			}, "/echo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ReactiveSockets {

		@Bean
		SimpleUrlHandlerMapping sockets() {
			org.springframework.web.reactive.socket.WebSocketHandler echo = (session) -> session
				.send(session.receive().map((message) -> session.textMessage(message.getPayloadAsText())));
			return new SimpleUrlHandlerMapping(Map.of("/echo", echo), 1);
		}

	}

	record Answer(CompletableFuture<String> text) implements WebSocket.Listener {

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.complete(data.toString());
			return null;
		}

	}

	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
