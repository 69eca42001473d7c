package io.sightglass.autoconfigure.set;

import java.util.List;

import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.MeterSets;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Registers each set of the index under its interface. They are fallbacks: a bean of the
 * user's own of the same type wins. One that nobody asks for, as of a library, has no
 * meters.
 */
class MeterSetRegistrar implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		factories().forEach((factory) -> register(registry, factory));
	}

	static List<MeterSetFactory<?>> factories() {
		ClassLoader loader = ClassUtils.getDefaultClassLoader();
		Assert.state(loader != null, "There is no class loader to find meter sets with");
		return MeterSets.factories(loader);
	}

	private static <T> void register(BeanRegistry registry, MeterSetFactory<T> factory) {
		registry.registerBean(factory.type().getName(), factory.type(),
				(bean) -> bean.fallback()
					.lazyInit()
					.description("meter set '" + factory.name() + "'")
					.supplier((context) -> get(context, factory)));
	}

	// Off as a whole, Sightglass leaves no source; but the application's own beans must
	// still find their interface.
	private static <T> T get(BeanRegistry.SupplierContext context, MeterSetFactory<T> factory) {
		MeterSetSource source = context.beanProvider(MeterSetSource.class).getIfAvailable();
		return (source != null) ? source.get(factory) : factory.off();
	}

}
