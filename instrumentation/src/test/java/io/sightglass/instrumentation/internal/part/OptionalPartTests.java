package io.sightglass.instrumentation.internal.part;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class OptionalPartTests {

	private final OptionalPart part = new OptionalPart("the part", "the stock one works");

	@Test
	void asksThePartNoMoreOnceALibraryLackedSomething(CapturedOutput output) {
		AtomicInteger tried = new AtomicInteger();
		for (int i = 0; i < 3; i++) {
			String answer = this.part.either(() -> {
				tried.incrementAndGet();
				throw new NoSuchMethodError("acme.Thing.gone()");
			}, () -> "stock");
			assertThat(answer).isEqualTo("stock");
		}
		assertThat(tried).hasValue(1);
		assertThat(output.toString().lines().filter((line) -> line.contains("turns a part of itself off: the part")))
			.singleElement()
			.asString()
			.contains("acme.Thing.gone()", "the stock one works");
	}

	@Test
	void leavesOtherFailuresToTheCaller(CapturedOutput output) {
		assertThatIllegalStateException().isThrownBy(() -> this.part.either(() -> {
			throw new IllegalStateException("mine");
		}, () -> "stock"));
		assertThat(this.part.<String, RuntimeException>either(() -> "ours", () -> "stock")).isEqualTo("ours");
		assertThat(output).doesNotContain("turns a part of itself off");
	}

	@Test
	void leavesABeanAsItIsThatCannotBeChanged(CapturedOutput output) {
		Object bean = new Object();
		assertThat(this.part.bean(bean, "mine", (any) -> {
			throw new IllegalArgumentException("final");
		})).isSameAs(bean);
		assertThat(this.part.bean(bean, "mine", (any) -> {
			throw new NoClassDefFoundError("acme/Thing");
		})).isSameAs(bean);
		assertThat(output).contains("The bean 'mine' is not measured (the part)", "turns a part of itself off");
	}

}
