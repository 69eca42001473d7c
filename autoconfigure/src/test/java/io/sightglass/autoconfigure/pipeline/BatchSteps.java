package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Each kind of step, over orders whose names say what becomes of them.
 */
enum BatchSteps {

	CHUNKS {
		@Override
		Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders) {
			return chunks(builder, orders, null);
		}
	},

	EXECUTOR {
		@Override
		Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders) {
			return chunks(builder, orders, new SimpleAsyncTaskExecutor());
		}
	},

	PARTITIONED {
		@Override
		Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders) {
			Step worker = chunks(new StepBuilder("worker", beans.getBean(JobRepository.class)), orders, null);
			return builder
				.partitioner("worker", (size) -> Map.of("one", new ExecutionContext(), "two", new ExecutionContext()))
				.step((Step) beans.initializeBean(worker, "worker"))
				.build();
		}
	},

	CLASSIC {
		@Override
		Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders) {
			return classic(builder, orders, null);
		}
	},

	CLASSIC_EXECUTOR {
		@Override
		Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders) {
			SimpleAsyncTaskExecutor oneByOne = new SimpleAsyncTaskExecutor();
			oneByOne.setConcurrencyLimit(1);
			return classic(builder, orders, oneByOne);
		}
	},

	TASKLET {
		@Override
		Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders) {
			return builder
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
				.build();
		}
	};

	abstract Step build(StepBuilder builder, AutowireCapableBeanFactory beans, Orders orders);

	private static Step chunks(StepBuilder builder, Orders orders, @Nullable AsyncTaskExecutor executor) {
		var step = builder.<String, String>chunk(2)
			.transactionManager(new ResourcelessTransactionManager())
			.reader(orders::read)
			.processor(orders::process)
			.writer(orders::write)
			.faultTolerant()
			.retryPolicy(RetryPolicy.builder()
				.includes(IllegalStateException.class)
				.maxRetries(1)
				.delay(Duration.ZERO)
				.build())
			.skip(IllegalArgumentException.class)
			.skipLimit(100);
		return (executor != null) ? step.taskExecutor(executor).build() : step.build();
	}

	// What most applications have, from the time before Spring Batch 6.
	@SuppressWarnings("removal")
	private static Step classic(StepBuilder builder, Orders orders, @Nullable AsyncTaskExecutor executor) {
		var step = builder.<String, String>chunk(2, new ResourcelessTransactionManager())
			.reader(orders::read)
			.processor(orders::process)
			.writer(orders::write)
			.faultTolerant()
			.retry(IllegalStateException.class)
			.retryLimit(2)
			.skip(IllegalArgumentException.class)
			.skipLimit(100);
		return (executor != null) ? step.taskExecutor(executor).build() : step.build();
	}

	/**
	 * What a step reads, processes and writes.
	 */
	static final class Orders {

		private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

		private final Iterator<String> names;

		Orders(String... names) {
			this.names = List.of(names).iterator();
		}

		synchronized @Nullable String read() {
			String order = this.names.hasNext() ? this.names.next() : null;
			if ("unreadable".equals(order)) {
				throw new IllegalArgumentException(order);
			}
			return order;
		}

		@Nullable String process(String order) {
			switch (order) {
				case "bad" -> throw new IllegalArgumentException(order);
				case "fatal" -> throw new SecurityException(order);
				case "never" -> throw new IllegalStateException(order);
				case "flaky" -> {
					if (this.failedOnce.add(order)) {
						throw new IllegalStateException(order);
					}
				}
				case "last" -> Objects.requireNonNull(StepSynchronizationManager.getContext())
					.getStepExecution()
					.setTerminateOnly();
				default -> {
				}
			}
			return order.equals("unwanted") ? null : order;
		}

		void write(Chunk<? extends String> orders) {
			if (orders.getItems().contains("unwritable")) {
				throw new IllegalArgumentException("unwritable");
			}
			if (orders.getItems().contains("slow to write") && this.failedOnce.add("written")) {
				throw new IllegalStateException("slow to write");
			}
		}

	}

}
