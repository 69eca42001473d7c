package io.sightglass.instrumentation.internal.kafka;

import java.util.List;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;

/**
 * Listens to the application's record filters. A filter that is made outside the
 * application context, and that no adapter of Spring Integration has, is not seen: its
 * records count as processed.
 */
public final class KafkaFilterPostProcessor implements BeanPostProcessor {

	private final OptionalPart part = new OptionalPart("record filters of Kafka");

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, KafkaFilterPostProcessor::watched);
	}

	static Object watched(Object bean) {
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
				KafkaMarks.filtered(record);
			}
			return filtered;
		}
		if (call.getMethod().getName().equals("filterBatch") && call.getArguments()[0] instanceof List<?> batch) {
			List<?> before = List.copyOf(batch);
			Object result = call.proceed();
			if (result instanceof List<?> kept) {
				before.stream().filter((record) -> !kept.contains(record)).forEach(KafkaMarks::filtered);
			}
			return result;
		}
		return call.proceed();
	}

}
