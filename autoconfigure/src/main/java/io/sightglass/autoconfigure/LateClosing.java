package io.sightglass.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import io.sightglass.instrumentation.internal.part.BeforeClosing;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Lets Boot close the registries when all that records has stopped, and not before: what
 * ends in the grace period of a server would find them closed, and be in no last push.
 * They are closed before any bean goes, as ever.
 */
final class LateClosing implements BeanPostProcessor, SmartLifecycle {

	private static final String CLOSER = "meterRegistryCloser";

	private final AtomicReference<@Nullable Runnable> closing = new AtomicReference<>();

	private final ApplicationContext context;

	private volatile boolean running;

	LateClosing(ApplicationContext context) {
		this.context = context;
	}

	@Override
	@SuppressWarnings("unchecked")
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (name.equals(CLOSER) && bean instanceof ApplicationListener<?> closer)
				? later((ApplicationListener<ContextClosedEvent>) closer) : bean;
	}

	private ApplicationListener<ContextClosedEvent> later(ApplicationListener<ContextClosedEvent> closer) {
		return new ApplicationListener<>() {
			@Override
			public void onApplicationEvent(ContextClosedEvent event) {
				if (!LateClosing.this.running) {
					closer.onApplicationEvent(event);
				}
				else if (event.getApplicationContext() == LateClosing.this.context) {
					LateClosing.this.closing.set(() -> {
						// Those of this context alone: a parent lives on.
						LateClosing.this.context.getBeansOfType(BeforeClosing.class, false, false)
							.values()
							.forEach(BeforeClosing::run);
						closer.onApplicationEvent(event);
					});
				}
			}
		};
	}

	// The last to stop.
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		Runnable close = this.closing.getAndSet(null);
		if (close != null) {
			close.run();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
