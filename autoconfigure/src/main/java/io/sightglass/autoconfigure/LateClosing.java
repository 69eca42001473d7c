package io.sightglass.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import io.sightglass.instrumentation.internal.part.BeforeClosing;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Lets Boot close the registries when all that records has stopped, and not before: what
 * ends in the grace period of a server would find them closed, and be in no last push.
 * They are closed before any bean goes, as ever. Until the context has started, Boot's
 * listener hears of its end itself.
 */
final class LateClosing implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

	private static final String CLOSER = "meterRegistryCloser";

	private final ApplicationContext context;

	private final AtomicReference<@Nullable ContextClosedEvent> closed = new AtomicReference<>();

	private volatile @Nullable ApplicationListener<ContextClosedEvent> closer;

	private volatile boolean running;

	LateClosing(ApplicationContext context) {
		this.context = context;
	}

	// The last to stop.
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void start() {
		this.running = true;
		if (this.closer == null && this.context.containsLocalBean(CLOSER)
				&& this.context.getBean(CLOSER) instanceof ApplicationListener<?> boots) {
			ApplicationEventMulticaster events = this.context.getBean(
					AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class);
			events.removeApplicationListener(boots);
			events.removeApplicationListenerBean(CLOSER);
			this.closer = (ApplicationListener<ContextClosedEvent>) boots;
		}
	}

	// Those of this context alone: a parent lives on.
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.closed.set(event);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		ContextClosedEvent event = this.closed.getAndSet(null);
		if (event != null) {
			this.context.getBeansOfType(BeforeClosing.class, false, false).values().forEach(BeforeClosing::run);
			ApplicationListener<ContextClosedEvent> boots = this.closer;
			if (boots != null) {
				boots.onApplicationEvent(event);
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
