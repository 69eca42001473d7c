package io.sightglass.versions;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.integration.channel.DirectChannel;

/**
 * A batch job that fails once and tries again, and a channel.
 */
@Configuration(proxyBeanMethods = false)
class Jobs {

	@Bean
	Step importOrders(JobRepository repository) {
		Set<Integer> failedOnce = ConcurrentHashMap.newKeySet();
		return new StepBuilder("importOrders", repository).<Integer, Integer>chunk(10)
			.transactionManager(new ResourcelessTransactionManager())
			.reader(new ListItemReader<>(List.of(1, 2, 3, 4)))
			.processor((order) -> {
				if (order == 2 && failedOnce.add(order)) {
					throw new IllegalStateException("order " + order);
				}
				return order;
			})
			.writer((chunk) -> {
			})
			.faultTolerant()
			.retryPolicy(RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(1)).build())
			.build();
	}

	@Bean
	Job importJob(JobRepository repository, Step importOrders) {
		return new JobBuilder("importJob", repository).start(importOrders).build();
	}

	@Bean
	DirectChannel orders() {
		return new DirectChannel();
	}

}
