package io.sightglass.versions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * What the application does by itself: two calls to itself, one to its database, and a
 * message.
 */
@Component
class Work implements ApplicationRunner {

	private final MessageChannel orders;

	private final JdbcTemplate database;

	private final ObjectProvider<RestClient.Builder> rest;

	private final WebClient.Builder web;

	private final Environment environment;

	Work(DirectChannel orders, JdbcTemplate database, ObjectProvider<RestClient.Builder> rest, WebClient.Builder web,
			Environment environment) {
		this.orders = orders;
		this.database = database;
		this.rest = rest;
		this.web = web;
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		String uri = "http://127.0.0.1:" + this.environment.getRequiredProperty("local.server.port") + "/hello";
		this.rest.getIfAvailable(RestClient::builder).build().get().uri(uri).retrieve().body(String.class);
		this.web.build().get().uri(uri).retrieve().bodyToMono(String.class).block();
		this.database.queryForObject("select 1", Integer.class);
		this.orders.send(new GenericMessage<>("order"));
	}

	@ServiceActivator(inputChannel = "orders")
	void order(String order) {
	}

}
