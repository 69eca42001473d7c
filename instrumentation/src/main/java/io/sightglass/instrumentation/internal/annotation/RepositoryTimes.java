package io.sightglass.instrumentation.internal.annotation;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.data.metrics.DefaultRepositoryTagsProvider;
import org.springframework.boot.data.metrics.MetricsRepositoryMethodInvocationListener;
import org.springframework.boot.data.metrics.RepositoryTagsProvider;
import org.springframework.boot.data.metrics.TimedAnnotations;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.core.support.RepositoryMethodInvocationListener.RepositoryMethodInvocation;
import org.springframework.data.repository.core.support.RepositoryMethodInvocationListener.RepositoryMethodInvocationResult;
import org.springframework.data.repository.core.support.RepositoryMethodInvocationListener.RepositoryMethodInvocationResult.State;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The repositories of Spring Data that Boot times itself, by the same annotation and with
 * other tags. A call that Boot times is left to it. One that it does not hear of, such as
 * that of a default method, gets the tags that it would give: one name has one set.
 */
public final class RepositoryTimes {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.boot.data.metrics.MetricsRepositoryMethodInvocationListener",
			RepositoryTimes.class.getClassLoader());

	private final Supplier<@Nullable Boot> boot;

	/**
	 * The repositories of an application.
	 * @param beans its beans
	 */
	public RepositoryTimes(BeanFactory beans) {
		this.boot = SingletonSupplier.ofNullable(() -> PRESENT ? Boot.in(beans) : null);
	}

	/**
	 * Whether a call is one of a repository that Boot times.
	 * @param call the call
	 * @return whether {@link #start} has to be asked
	 */
	boolean cover(ProceedingJoinPoint call) {
		Boot boot = this.boot.get();
		return boot != null && boot.covers(call);
	}

	/**
	 * What times the call as Boot would.
	 * @param registry where the timer is
	 * @param call the call
	 * @param timed its annotation
	 * @return its start, or nothing where Boot times it
	 */
	@Nullable Supplier<Ending> start(MeterRegistry registry, ProceedingJoinPoint call, Timed timed) {
		Boot boot = this.boot.get();
		return (boot != null) ? boot.start(registry, call, timed) : null;
	}

	// Loaded only where Spring Data is.
	@LoadedOnDemand
	private record Boot(RepositoryTagsProvider tags, String name) {

		static @Nullable Boot in(BeanFactory beans) {
			if (!beans.getBeanProvider(MetricsRepositoryMethodInvocationListener.class).iterator().hasNext()) {
				return null;
			}
			String name = "spring.data.repository.invocations";
			if (beans instanceof ConfigurableBeanFactory configurable) {
				String configured = configurable
					.resolveEmbeddedValue("${management.metrics.data.repository.metric-name:" + name + "}");
				name = (configured != null) ? configured : name;
			}
			return new Boot(
					beans.getBeanProvider(RepositoryTagsProvider.class).getIfUnique(DefaultRepositoryTagsProvider::new),
					name);
		}

		boolean covers(ProceedingJoinPoint call) {
			return call.getTarget() instanceof Repository;
		}

		@Nullable Supplier<Ending> start(MeterRegistry registry, ProceedingJoinPoint call, Timed timed) {
			Method method = ((MethodSignature) call.getSignature()).getMethod();
			Class<?> repository = AopProxyUtils.proxiedUserInterfaces(call.getTarget())[0];
			// Spring Data calls a default method itself, and tells nobody.
			boolean heard = !method.isDefault();
			if (heard && (timed.value().isEmpty() || !TimedAnnotations.get(method, repository).isEmpty())) {
				return null;
			}
			return () -> new RepositoryEnding(this, registry, timed, repository, method,
					registry.config().clock().monotonicTime());
		}

	}

	@LoadedOnDemand
	private record RepositoryEnding(Boot boot, MeterRegistry registry, Timed timed, Class<?> repository, Method method,
			long start) implements Ending {

		@Override
		public void succeeded(@Nullable Object value) {
			stop(State.SUCCESS, null);
		}

		@Override
		public void failed(Throwable error) {
			stop(State.ERROR, error);
		}

		@Override
		public void cancelled() {
			stop(State.CANCELED, null);
		}

		private void stop(State state, @Nullable Throwable error) {
			long duration = this.registry.config().clock().monotonicTime() - this.start;
			RepositoryMethodInvocation invocation = new RepositoryMethodInvocation(this.repository, this.method,
					new Result(state, error), duration);
			Timer.builder(this.timed, this.boot.name())
				.description("Duration of repository invocations")
				.tags(this.boot.tags().repositoryTags(invocation))
				.register(this.registry)
				.record(duration, TimeUnit.NANOSECONDS);
		}

	}

	@LoadedOnDemand
	private record Result(State state, @Nullable Throwable error) implements RepositoryMethodInvocationResult {

		@Override
		public State getState() {
			return this.state;
		}

		@Override
		public @Nullable Throwable getError() {
			return this.error;
		}

	}

}
