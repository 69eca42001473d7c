package io.sightglass.instrumentation.internal.annotation;

import io.micrometer.common.annotation.ValueExpressionResolver;
import io.micrometer.common.annotation.ValueResolver;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.registry.failure.Failures;
import io.sightglass.testing.LackingLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes that name others which are not there, as optional dependencies are.
 */
class AbsentClassesTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	@Test
	void aBeanOfSuchAnInterfaceIsLeftAlone() {
		Class<?> type = LackingLoader.load(Customizer.class, Absent.class);
		assertThat(AopUtils.canApply(AnnotatedMethods.withOrWithin(Timed.class, this.beans), type)).isFalse();
	}

	@Test
	void soIsOneWhoseClassIsAnnotated() {
		Class<?> type = LackingLoader.load(Annotated.class, Absent.class);
		assertThat(AopUtils.canApply(AnnotatedMethods.withOrWithin(Timed.class, this.beans), type)).isFalse();
	}

	@Test
	void aBeanOfSuchAClassIsNotExtended() {
		assertThat(ExtendedBean.obstacle(LackingLoader.load(Customized.class, Absent.class)))
			.contains("names a class that is not there");
	}

	@Test
	void aTagWhoseResolverLacksAClassIsUnknown() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.beans.registerSingleton("lacking", new Lacking());
		SafeTagValues values = new SafeTagValues(new Failures(registry, ""), this.beans,
				this.beans.getBeanProvider(ValueExpressionResolver.class));
		assertThat(values.resolver(Lacking.class).resolve("value")).isEqualTo("unknown");
		assertThat(registry.get("sightglass.failures").counter().count()).isOne();
	}

	public interface Customizer {

		default void customize(Absent absent) {
		}

	}

	public static class Customized {

		public void customize(Absent absent) {
		}

	}

	@Timed("annotated")
	public static class Annotated {

		public void customize(Absent absent) {
		}

	}

	public static class Absent {

	}

	static class Lacking implements ValueResolver {

		@Override
		public String resolve(@Nullable Object parameter) {
			throw new NoClassDefFoundError("com.acme.Absent");
		}

	}

}
