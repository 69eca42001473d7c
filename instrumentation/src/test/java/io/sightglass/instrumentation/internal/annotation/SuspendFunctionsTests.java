package io.sightglass.instrumentation.internal.annotation;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.internal.stage.PipelineStageAspect;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.PipelineStage;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Suspend functions as Kotlin compiles them, without kotlinx-coroutines-reactor.
 */
class SuspendFunctionsTests {

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final CompletableDeferred<String> order = CompletableDeferredKt.CompletableDeferred(null);

	private Orders orders = new Orders();

	@BeforeEach
	void proxy() {
		Instruments instruments = new Instruments(this.registry);
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("instruments", instruments);
		beans.registerSingleton("pipelines", PipelineMeters.in(instruments, Sampler.ALWAYS));
		ProxyFactory proxies = new ProxyFactory(this.orders);
		proxies.setProxyTargetClass(true);
		proxies.addAdvisor(new DefaultPointcutAdvisor(AnnotatedMethods.withOrWithin(Timed.class, beans),
				new AspectInterceptor<>(() -> new PublisherTimedAspect(instruments, null, new RepositoryTimes(beans)),
						(aspect, invocation, call) -> aspect.timedMethod(call))));
		proxies.addAdvisor(new DefaultPointcutAdvisor(AnnotatedMethods.withOrWithin(Counted.class, beans),
				new AspectInterceptor<>(() -> new PublisherCountedAspect(instruments, null),
						(aspect, invocation, call) -> aspect.interceptAndRecord(call,
								Objects.requireNonNull(AnnotatedMethods.annotation(invocation, Counted.class))))));
		proxies.addAdvisor(
				new DefaultPointcutAdvisor(AnnotatedMethods.with(PipelineStage.class, beans), new PipelineStageAspect(
						beans.getBeanProvider(PipelineMeters.class), beans.getBeanProvider(Instruments.class))));
		this.orders = (Orders) proxies.getProxy();
	}

	@Test
	void timesACallToItsEnd() {
		Caller caller = new Caller(Dispatchers.getUnconfined());
		this.orders.find(this.order, caller);
		assertThat(this.registry.getMeters()).isEmpty();
		this.clock.add(Duration.ofSeconds(3));
		this.order.complete("order");
		assertThat(caller.join()).isEqualTo("order");
		Timer timer = this.registry.get("find").tag("exception", "none").tag("method", "find").timer();
		assertThat(timer.count()).isOne();
		assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(3.0);
		assertThat(this.registry.get("find.calls").tag("result", "success").counter().count()).isOne();
	}

	@Test
	void timesACallThatDoesNotSuspend() {
		this.order.complete("order");
		assertThat(this.orders.find(this.order, new Caller(Dispatchers.getUnconfined()))).isEqualTo("order");
		assertThat(this.registry.get("find").timer().count()).isOne();
		assertThat(this.registry.get("find.calls").tag("result", "success").counter().count()).isOne();
	}

	@Test
	void timesAFailureBeforeAndAfterASuspension() {
		Caller caller = new Caller(Dispatchers.getUnconfined());
		this.orders.find(this.order, caller);
		this.order.completeExceptionally(new IllegalStateException("no stock"));
		assertThat(caller.result).isCompletedExceptionally();
		assertThat(timersThatFailed()).isOne();
		assertThatIllegalStateException().isThrownBy(() -> this.orders.find(this.order, caller));
		assertThat(timersThatFailed()).isEqualTo(2);
		assertThat(this.registry.get("find.calls").tag("result", "failure").counter().count()).isEqualTo(2.0);
	}

	@Test
	void aCancelledCallHasNotFailed() {
		Job job = JobKt.Job(null);
		Caller caller = new Caller(Dispatchers.getUnconfined().plus(job));
		this.orders.find(this.order, caller);
		job.cancel(new CancellationException("enough"));
		assertThat(caller.result).isCompletedExceptionally();
		assertThat(this.registry.get("find").tag("exception", "none").timer().count()).isOne();
		assertThat(this.registry.get("find.calls").tag("result", "cancelled").counter().count()).isOne();
	}

	@Test
	void aTimeThatRanOutIsAFailure() {
		Caller caller = new Caller(Dispatchers.getUnconfined().plus(JobKt.Job(null)));
		this.orders.find(this.order, caller);
		this.order.cancel(new CancellationException("too late"));
		assertThat(caller.result).isCompletedExceptionally();
		assertThat(this.registry.get("find").tag("exception", "CancellationException").timer().count()).isOne();
	}

	@Test
	void leavesTheCallToItsDispatcher() {
		ExecutorService executor = Executors.newSingleThreadExecutor((work) -> new Thread(work, "dispatched"));
		try {
			Caller caller = new Caller(ExecutorsKt.from(executor));
			this.orders.find(this.order, caller);
			this.order.complete("order");
			caller.join();
			assertThat(caller.thread).isEqualTo("dispatched");
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aStageEndsWithTheCall() {
		Caller caller = new Caller(Dispatchers.getUnconfined());
		this.orders.ship(this.order, caller);
		assertThat(this.registry.get("pipeline.records.processed").counters()).allMatch((each) -> each.count() == 0);
		this.clock.add(Duration.ofSeconds(3));
		this.order.complete("order");
		assertThat(this.registry.get("pipeline.records.processed").tag("outcome", "success").counter().count()).isOne();
		assertThat(this.registry.get("pipeline.stage.duration").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(3.0);
	}

	private long timersThatFailed() {
		return this.registry.get("find").tag("exception", "IllegalStateException").timer().count();
	}

	static class Orders {

		@Timed("find")
		@Counted("find.calls")
		public @Nullable Object find(CompletableDeferred<String> order, Continuation<? super String> caller) {
			return order.await(caller);
		}

		@PipelineStage(pipeline = "orders", stage = "ship")
		public @Nullable Object ship(CompletableDeferred<String> order, Continuation<? super Unit> caller) {
			return order.await(new Shipped(caller));
		}

	}

	/** The rest of a function after its suspension. */
	record Shipped(Continuation<? super Unit> caller) implements Continuation<String> {

		@Override
		public CoroutineContext getContext() {
			return this.caller.getContext();
		}

		@Override
		public void resumeWith(Object result) {
			ResultKt.throwOnFailure(result);
			this.caller.resumeWith(Unit.INSTANCE);
		}

	}

	static final class Caller implements Continuation<Object> {

		final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

		private final CoroutineContext context;

		volatile String thread = "";

		Caller(CoroutineContext context) {
			this.context = context;
		}

		@Nullable Object join() {
			return this.result.orTimeout(10, TimeUnit.SECONDS).join();
		}

		@Override
		public CoroutineContext getContext() {
			return this.context;
		}

		@Override
		public void resumeWith(Object result) {
			this.thread = Thread.currentThread().getName();
			try {
				ResultKt.throwOnFailure(result);
				this.result.complete(result);
			}
			catch (Throwable ex) {
				this.result.completeExceptionally(ex);
			}
		}

	}

}
