package io.sightglass.autoconfigure.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated beans that nothing can extend work as they did before the annotation meant
 * anything.
 */
@ExtendWith(OutputCaptureExtension.class)
class FinalBeansTests {

	private final ApplicationContextRunner runner = AnnotationContext.runner().withUserConfiguration(Beans.class);

	@Test
	void aFinalClassAndAFinalMethodAreLeftAloneWithALine(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Invoice.class).total()).isEqualTo(3);
			assertThat(context.getBean(Sealed.class).answer()).isEqualTo("answer");
			assertThat(context.getBean("halfOpen", HalfOpen.class).word()).isEqualTo("word");
			assertThat(context.getBean(Heir.class).word()).isEqualTo("word");
			assertThat(context.getBean(Made.class).answer()).isEqualTo("answer");
			assertThat(context.getBean(Open.class).answer()).isEqualTo("answer");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("open").timer().count()).isOne();
			assertThat(registry.find("final").timer()).isNull();
		});
		for (Class<?> left : new Class<?>[] { Invoice.class, Sealed.class, HalfOpen.class, Heir.class, Made.class }) {
			assertThat(output.getAll()
				.lines()
				.filter((line) -> line.contains("WARN") && line.contains(left.getName()) && line.contains("@Timed")))
				.as(left.getName())
				.hasSize(1);
		}
		assertThat(output.getAll()).doesNotContain(Open.class.getName());
	}

	@Test
	void whatIsExtendedAnywayIsTimed(CapturedOutput output) {
		this.runner.withUserConfiguration(Extended.class).run((context) -> {
			context.getBean(Advised.class).timed();
			context.getBean(Later.class).timed();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("advised").timer().count()).isOne();
			assertThat(registry.get("later").timer().count()).isOne();
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("measures nothing")))
			.noneMatch((line) -> line.contains("$Advised") || line.contains("$Later"));
	}

	@Test
	void aFilterIsInitializedByItsContainerAsEver() {
		this.runner.withBean(Filter.class, Filter::new).run((context) -> {
			context.getBean(Filter.class).init(new MockFilterConfig());
			assertThat(AopUtils.isAopProxy(context.getBean(Filter.class))).isFalse();
		});
	}

	@Test
	void isLeftAloneWhereSpringIsContentWithInterfaces() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			assertThat(context.getBean(Invoice.class).total()).isEqualTo(3);
			assertThat(context.getBean(MeterRegistry.class).find("final").timer()).isNull();
		});
	}

	interface Counting {

		int total();

	}

	record Invoice(int amount) implements Counting {

		@Override
		@Timed("final")
		public int total() {
			return this.amount;
		}

	}

	@Timed("final")
	static final class Sealed {

		String answer() {
			return "answer";
		}

	}

	static class HalfOpen {

		private final String word = "word";

		@Timed("final")
		public String timed() {
			return this.word;
		}

		public final String word() {
			return this.word;
		}

	}

	static class Made {

		private Made() {
		}

		static Made once() {
			return new Made();
		}

		@Timed("final")
		public String answer() {
			return "answer";
		}

	}

	static class Heir extends HalfOpen {

		@Timed("final")
		public String more() {
			return "more";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Marked {

	}

	// Its superclass has public final methods, which its container calls.
	static class Filter extends OncePerRequestFilter {

		@Timed("final")
		public String answer() {
			return "answer";
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
		}

	}

	static class Advised {

		@Timed("advised")
		@Marked
		public void timed() {
		}

		public final void last() {
		}

	}

	static class Later {

		@Timed("later")
		public void timed() {
		}

		@Async
		public void later() {
		}

		public final void last() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Extended {

		@Bean
		Advised advised() {
			return new Advised();
		}

		@Bean
		Later later() {
			return new Later();
		}

		// As that of transactions is.
		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor others() {
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Marked.class),
					(MethodInterceptor) MethodInvocation::proceed);
		}

	}

	static class Open {

		@Timed("open")
		public String answer() {
			return "answer";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Invoice invoice() {
			return new Invoice(3);
		}

		@Bean
		Sealed sealed() {
			return new Sealed();
		}

		@Bean
		HalfOpen halfOpen() {
			return new HalfOpen();
		}

		@Bean
		Made made() {
			return Made.once();
		}

		@Bean
		Heir heir() {
			return new Heir();
		}

		@Bean
		Open open() {
			return new Open();
		}

	}

}
