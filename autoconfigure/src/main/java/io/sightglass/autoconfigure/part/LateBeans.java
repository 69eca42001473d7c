package io.sightglass.autoconfigure.part;

import java.lang.ref.WeakReference;
import java.util.function.Consumer;

import org.springframework.beans.factory.BeanFactory;

/**
 * Finds a bean when it is needed, without holding the application. What a registry refers
 * to needs this: whoever holds a meter in a static field holds its registry, also when
 * the application has ended.
 */
public final class LateBeans {

	private final WeakReference<BeanFactory> application;

	/**
	 * Finds beans of an application.
	 * @param application held by a weak reference only
	 */
	public LateBeans(BeanFactory application) {
		this.application = new WeakReference<>(application);
	}

	/**
	 * Does something with a bean, where the application lives and has it.
	 * @param <T> the type of the bean
	 * @param type the type of the bean
	 * @param use what to do with it
	 */
	public <T> void with(Class<T> type, Consumer<T> use) {
		BeanFactory live = this.application.get();
		if (live != null) {
			live.getBeanProvider(type).ifAvailable(use);
		}
	}

}
