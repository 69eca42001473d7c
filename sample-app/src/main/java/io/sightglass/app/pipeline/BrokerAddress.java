package io.sightglass.app.pipeline;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Where the broker is, as soon as it is anywhere.
 */
@Component
class BrokerAddress {

	private volatile @Nullable String servers;

	void set(String servers) {
		this.servers = servers;
	}

	void forget() {
		this.servers = null;
	}

	boolean isKnown() {
		return this.servers != null;
	}

	String get() {
		String known = this.servers;
		return (known != null) ? known : "127.0.0.1:1";
	}

	/**
	 * Tells Kafka's clients.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		DefaultKafkaConsumerFactoryCustomizer consumersAskTheAddress(BrokerAddress address) {
			return (factory) -> factory.setBootstrapServersSupplier(address::get);
		}

		@Bean
		DefaultKafkaProducerFactoryCustomizer producersAskTheAddress(BrokerAddress address) {
			return (factory) -> factory.setBootstrapServersSupplier(address::get);
		}

	}

}
