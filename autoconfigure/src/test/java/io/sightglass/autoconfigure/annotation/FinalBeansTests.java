package io.sightglass.autoconfigure.annotation;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
	void whatHasInterfacesIsTimedWhereSpringIsContentWithThem() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			assertThat(context.getBean(Counting.class).total()).isEqualTo(3);
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Counting.class))).isTrue();
			assertThat(context.getBean(MeterRegistry.class).get("final").timer().count()).isOne();
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
