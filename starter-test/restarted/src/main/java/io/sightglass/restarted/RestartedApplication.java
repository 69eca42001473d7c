package io.sightglass.restarted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Says in a file at which port it listens, each time that it is ready.
 */
@SpringBootApplication
@EnableWebSocket
@RestController
public class RestartedApplication {

	private final Desk desk;

	private final QueueChannel shelf;

	private final WebClient web;

	private final RestClient rest;

	private final Environment environment;

	private final OrderMeters orders;

	private final ObjectProvider<ConnectionMeters> connections;

	private final ObjectProvider<LlmMeters> models;

	RestartedApplication(Desk desk, QueueChannel shelf, WebClient.Builder web, RestClient.Builder rest,
			Environment environment, OrderMeters orders, ObjectProvider<ConnectionMeters> connections,
			ObjectProvider<LlmMeters> models) {
		this.desk = desk;
		this.shelf = shelf;
		this.web = web.build();
		this.rest = rest.build();
		this.environment = environment;
		this.orders = orders;
		this.connections = connections;
		this.models = models;
	}

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(RestartedApplication.class, args);
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() throws IOException {
		Path port = Path.of(this.environment.getRequiredProperty("restarted.port"));
		Path written = Files.writeString(port.resolveSibling("written"), port());
		Files.move(written, port, StandardCopyOption.ATOMIC_MOVE);
	}

	private String hello() {
		return "http://127.0.0.1:" + port() + "/hello";
	}

	private String port() {
		return this.environment.getRequiredProperty("local.server.port");
	}

	@GetMapping("/web")
	String web() {
		this.web.get().uri(hello()).retrieve().bodyToMono(String.class).block(Duration.ofSeconds(20));
		return "done";
	}

	@GetMapping("/rest")
	String rest() {
		this.rest.get().uri(hello()).retrieve().body(String.class);
		return "done";
	}

	// A little of everything else.
	@GetMapping("/work")
	String work() {
		this.desk.check("a book");
		try {
			this.desk.check("");
		}
		catch (Desk.MissingOrderException ex) {
			this.desk.send("nothing").join();
		}
		this.shelf.send(new GenericMessage<>(new Desk.Order("a book")));
		this.orders.placed(OrderMeters.Channel.SHOP);
		this.connections.ifAvailable((meters) -> meters.endpoint("feed", "tcp", Role.CLIENT).opened());
		this.models.ifAvailable((meters) -> {
			meters.start("openai", "gpt-5-mini", "chat").failed(new Desk.MissingOrderException());
			meters.start("openai", "gpt-5-mini", "chat");
		});
		return "done";
	}

	@GetMapping("/hello")
	String greet() {
		return "hello";
	}

	@GetMapping("/fail")
	String fail() {
		throw new Desk.MissingOrderException();
	}

	@Bean
	static QueueChannel shelf() {
		return new QueueChannel(1000);
	}

	@Bean
	static WebSocketConfigurer sockets() {
		return (registry) -> registry.addHandler(new TextWebSocketHandler(), "/socket");
	}

}
