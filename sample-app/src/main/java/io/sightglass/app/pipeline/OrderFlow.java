package io.sightglass.app.pipeline;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.NullChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;

/**
 * Orders from the shop to the warehouse. That they are shown is configuration only.
 */
@Configuration(proxyBeanMethods = false)
class OrderFlow {

	@Bean("orders.shop")
	DirectChannel shop() {
		return new DirectChannel();
	}

	@Bean("orders.enrich")
	DirectChannel enrich() {
		return new DirectChannel();
	}

	@Bean("orders.pack")
	QueueChannel pack() {
		return new QueueChannel(20);
	}

	@Bean("orders.dropped")
	DirectChannel dropped() {
		return new DirectChannel();
	}

	@Bean("orders.warehouse")
	DirectChannel warehouse() {
		return new DirectChannel();
	}

	@Bean
	IntegrationFlow ordersFlow(Clerk clerk, Invoices invoices) {
		return IntegrationFlow.from("orders.shop")
			.filter(Order.class, (order) -> !order.isTest(), (filter) -> filter.discardChannel("orders.dropped"))
			.channel("orders.enrich")
			.transform(Order.class, clerk::enrich)
			.channel("orders.pack")
			.handle(Order.class, (order, headers) -> clerk.pack(order),
					(endpoint) -> endpoint.poller((poller) -> poller.fixedDelay(50).maxMessagesPerPoll(15)))
			.channel("orders.warehouse")
			.handle(Order.class, (order, headers) -> {
				invoices.send(order);
				return null;
			})
			.get();
	}

	@Bean
	IntegrationFlow droppedOrdersFlow() {
		return IntegrationFlow.from("orders.dropped").channel(new NullChannel()).get();
	}

}
