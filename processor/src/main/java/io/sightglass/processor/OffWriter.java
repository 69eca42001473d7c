package io.sightglass.processor;

import javax.lang.model.element.Modifier;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Stopwatch;

/**
 * Writes the set that does nothing.
 */
final class OffWriter {

	private final SetModel set;

	private final Fields fields;

	OffWriter(SetModel set, Fields fields) {
		this.set = set;
		this.fields = fields;
	}

	TypeSpec type() {
		TypeSpec.Builder off = TypeSpec.classBuilder(this.fields.off())
			.addJavadoc("The set that does nothing.\n")
			.addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
			.avoidClashesWithNestedClasses(this.set.type())
			.addSuperinterface(TypeName.get(this.set.type().asType()));
		// One that is not written would lack a comment.
		off.addMethod(MethodSpec.constructorBuilder().addJavadoc("Needs nothing.\n").build());
		this.set.meters().forEach((meter) -> off.addMethod(method(meter)));
		return off.build();
	}

	private MethodSpec method(MeterModel meter) {
		MethodSpec.Builder method = Overrides.of(meter, this.fields);
		switch (meter.returns()) {
			case TIMING -> method.addStatement("return $T.NONE", Timing.class);
			case STOPWATCH -> method.addStatement("return $T.NONE", Stopwatch.class);
			case LEVEL -> method.addStatement("return $T.NONE", GaugeLevel.class);
			case NOTHING, ANOTHER -> method.addCode("");
		}
		return method.build();
	}

}
