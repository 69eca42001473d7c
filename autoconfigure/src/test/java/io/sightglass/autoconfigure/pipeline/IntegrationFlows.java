package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.autoconfigure.SightglassAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.channel.PartitionedChannel;
import org.springframework.integration.channel.PublishSubscribeChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.channel.RendezvousChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.handler.advice.RequestHandlerRetryAdvice;
import org.springframework.messaging.MessageChannel;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * One flow for each way that a channel hands a message on.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
		IntegrationAutoConfiguration.class })
class IntegrationFlows {

	static String work(String order) {
		if (order.equals("bad")) {
			throw new IllegalArgumentException(order);
		}
		return order;
	}

	@Bean
	ThreadPoolTaskExecutor workers() {
		return new ThreadPoolTaskExecutor();
	}

	@Bean
	MessageChannel directWork() {
		return new DirectChannel();
	}

	@Bean
	IntegrationFlow direct(MessageChannel directWork) {
		return through("direct", directWork);
	}

	@Bean
	MessageChannel executorWork(Executor workers) {
		return new ExecutorChannel(workers);
	}

	@Bean
	IntegrationFlow executor(MessageChannel executorWork) {
		return through("executor", executorWork);
	}

	@Bean
	MessageChannel partitionedWork() {
		return new PartitionedChannel(2);
	}

	@Bean
	IntegrationFlow partitioned(MessageChannel partitionedWork) {
		return through("partitioned", partitionedWork);
	}

	@Bean
	MessageChannel publishedWork(Executor workers) {
		return new PublishSubscribeChannel(workers);
	}

	@Bean
	IntegrationFlow published(MessageChannel publishedWork) {
		return through("published", publishedWork);
	}

	@Bean
	IntegrationFlow audited(MessageChannel publishedWork) {
		return IntegrationFlow.from(publishedWork).handle((message) -> work((String) message.getPayload())).get();
	}

	@Bean
	MessageChannel refusedWork() {
		return new ExecutorChannel((task) -> {
			throw new TaskRejectedException("full");
		});
	}

	@Bean
	IntegrationFlow refused(MessageChannel refusedWork) {
		return through("refused", refusedWork);
	}

	@Bean
	MessageChannel queuedWork() {
		return new QueueChannel(1);
	}

	@Bean
	IntegrationFlow queued(MessageChannel queuedWork) {
		return IntegrationFlow.from("queuedIn")
			.channel(queuedWork)
			.handle(String.class, (order, headers) -> work(order),
					(endpoint) -> endpoint.poller((poller) -> poller.fixedDelay(1)))
			.channel("out")
			.get();
	}

	@Bean
	MessageChannel fullWork() {
		return new RendezvousChannel();
	}

	@Bean
	IntegrationFlow full(MessageChannel fullWork) {
		return IntegrationFlow.from("fullIn").bridge((bridge) -> bridge.sendTimeout(0)).channel(fullWork).get();
	}

	@Bean
	IntegrationFlow discarding() {
		return IntegrationFlow.from("discardingIn")
			.filter(String.class, "good"::equals, (filter) -> filter.discardChannel("dropped"))
			.channel("out")
			.get();
	}

	@Bean
	MessageChannel dropped() {
		return new QueueChannel();
	}

	@Bean
	IntegrationFlow checked() {
		return IntegrationFlow.from("checkedIn")
			.filter(String.class, "good"::equals, (filter) -> filter.id("checkEnd"))
			.channel("out")
			.get();
	}

	@Bean
	IntegrationFlow repeated(RequestHandlerRetryAdvice onceMore) {
		AtomicInteger attempts = new AtomicInteger();
		return IntegrationFlow.from("repeatedIn")
			.handle(String.class, (order, headers) -> work((attempts.incrementAndGet() == 1) ? "bad" : order),
					(endpoint) -> endpoint.id("repeatedEnd").advice(onceMore))
			.channel("out")
			.get();
	}

	@Bean
	RequestHandlerRetryAdvice onceMore() {
		RequestHandlerRetryAdvice advice = new RequestHandlerRetryAdvice();
		advice.setRetryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build());
		return advice;
	}

	@Bean
	IntegrationFlow later(Executor workers) {
		return IntegrationFlow.from("laterIn")
			.handle(String.class, (order, headers) -> CompletableFuture.supplyAsync(() -> work(order), workers),
					(endpoint) -> endpoint.id("laterEnd").async(true))
			.channel("out")
			.get();
	}

	@Bean
	IntegrationFlow leaving() {
		return IntegrationFlow.from("out").handle((message) -> {
		}).get();
	}

	private static IntegrationFlow through(String name, MessageChannel work) {
		return IntegrationFlow.from(name + "In")
			.channel(work)
			.handle(String.class, (order, headers) -> work(order))
			.channel("out")
			.get();
	}

}
