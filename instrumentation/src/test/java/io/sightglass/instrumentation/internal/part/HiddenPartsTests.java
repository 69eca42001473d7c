package io.sightglass.instrumentation.internal.part;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HiddenPartsTests {

	private final String own = "own";

	@Test
	void readsWhatIsThere() {
		assertThat(HiddenParts.read(HiddenPartsTests.class, "own", this)).isEqualTo(this.own);
	}

	@Test
	void turnsOffWhatHasAnotherShapeOrIsClosed() {
		assertThatExceptionOfType(NoSuchFieldError.class)
			.isThrownBy(() -> HiddenParts.read(HiddenPartsTests.class, "gone", this))
			.withMessage("gone of " + HiddenPartsTests.class.getName());
		// The JDK lets nobody look.
		assertThatExceptionOfType(NoSuchFieldError.class)
			.isThrownBy(() -> HiddenParts.read(String.class, "value", "text"));
		assertThatExceptionOfType(NoSuchFieldError.class)
			.isThrownBy(() -> HiddenParts.read(HiddenPartsTests.class, "own", "of another type"));
	}

}
