package io.sightglass.autoconfigure.lifetime;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.sightglass.autoconfigure.pipeline.KafkaBroker;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;

/**
 * Libraries that are measured, each in an application with little else.
 */
enum Library {

	INTEGRATION("integration", WebApplicationType.NONE, LibraryApps.Flow.class, "sightglass.integration.sources=in",
			"sightglass.integration.stages=work,shared", "sightglass.integration.endpoints=last") {
		@Override
		void use(ConfigurableApplicationContext context) throws Exception {
			context.getBean("in", MessageChannel.class).send(new GenericMessage<>("order"));
			context.getBean(LibraryApps.Done.class).await();
		}
	},

	BATCH("batch", WebApplicationType.NONE, LibraryApps.Import.class, "spring.batch.job.enabled=false") {
		@Override
		void use(ConfigurableApplicationContext context) throws Exception {
			context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters());
			context.getBean(LibraryApps.Done.class).await();
		}
	},

	KAFKA("kafka", WebApplicationType.NONE, LibraryApps.Listener.class) {
		@Override
		void use(ConfigurableApplicationContext context) throws Exception {
			template(context).send(LibraryApps.TOPIC, "order").get(20, TimeUnit.SECONDS);
			context.getBean(LibraryApps.Done.class).await();
		}

		@SuppressWarnings("unchecked")
		private KafkaTemplate<Object, Object> template(ConfigurableApplicationContext context) {
			return context.getBean(KafkaTemplate.class);
		}
	},

	GRPC("grpc|ssl", WebApplicationType.NONE, LibraryApps.Echo.class, "spring.grpc.server.port=0") {
		@Override
		void use(ConfigurableApplicationContext context) {
			int port = context.getBean(GrpcServerLifecycle.class).getPort();
			ManagedChannel channel = context.getBean(GrpcChannelFactory.class).createChannel("127.0.0.1:" + port);
			ClientCalls.blockingUnaryCall(channel, LibraryApps.Echo.METHOD, CallOptions.DEFAULT, new byte[8]);
		}
	},

	WEBSOCKET("tomcat|webmvc|servlet", WebApplicationType.SERVLET, LibraryApps.Sockets.class, "server.port=0") {
		@Override
		void use(ConfigurableApplicationContext context) throws Exception {
			talk(context);
		}
	},

	REACTIVE_WEBSOCKET("reactor|webflux|http", WebApplicationType.REACTIVE, LibraryApps.ReactiveSockets.class,
			"server.port=0") {
		@Override
		void use(ConfigurableApplicationContext context) throws Exception {
			talk(context);
		}
	};

	private final String modules;

	private final WebApplicationType type;

	private final Class<?> app;

	private final String properties;

	Library(String modules, WebApplicationType type, Class<?> app, String... properties) {
		this.modules = modules;
		this.type = type;
		this.app = app;
		this.properties = String.join("\n", properties);
	}

	private static void talk(ConfigurableApplicationContext context) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		CompletableFuture<String> answer = new CompletableFuture<>();
		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + port + "/echo"), new LibraryApps.Answer(answer))
			.get(20, TimeUnit.SECONDS);
		socket.sendText("hello", true);
		answer.get(20, TimeUnit.SECONDS);
		socket.abort();
	}

	abstract void use(ConfigurableApplicationContext context) throws Exception;

	ConfigurableApplicationContext start(boolean on) {
		return LibraryApps.builder(this.app, this.type, this.modules)
			.properties(this.properties.split("\n"))
			.properties("sightglass.enabled=" + on, "spring.kafka.bootstrap-servers=" + KafkaBroker.address())
			.run();
	}

}
