package io.sightglass.autoconfigure.pipeline;

import java.util.List;

import io.sightglass.autoconfigure.part.Guard;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;

/**
 * Listens to the application's record filters. A filter that is made outside the
 * application context is not seen: its records count as processed.
 */
final class KafkaFilterPostProcessor implements BeanPostProcessor {

	private final Guard guard = new Guard("record filters of Kafka");

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.guard.bean(bean, name, KafkaFilterPostProcessor::watched);
	}

	private static Object watched(Object bean) {
		if (!(bean instanceof RecordFilterStrategy)) {
			return bean;
		}
		ProxyFactory proxies = new ProxyFactory(bean);
		proxies.addAdvice((MethodInterceptor) KafkaFilterPostProcessor::watch);
		return proxies.getProxy(bean.getClass().getClassLoader());
	}

	private static @Nullable Object watch(MethodInvocation call) throws Throwable {
		if (call.getMethod().getName().equals("filter")
				&& call.getArguments()[0] instanceof ConsumerRecord<?, ?> record) {
			Object filtered = call.proceed();
			if (Boolean.TRUE.equals(filtered)) {
				KafkaFilterMark.filtered(record);
			}
			return filtered;
		}
		if (call.getMethod().getName().equals("filterBatch") && call.getArguments()[0] instanceof List<?> batch) {
			List<?> before = List.copyOf(batch);
			Object left = call.proceed();
			if (left instanceof List<?> kept) {
				before.stream().filter((record) -> !kept.contains(record)).forEach(KafkaFilterMark::filtered);
			}
			return left;
		}
		return call.proceed();
	}

}
