package io.sightglass.processor;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;

/**
 * Begins the implementation of an interface's method.
 */
final class Overrides {

	private Overrides() {
	}

	static MethodSpec.Builder of(MeterModel meter, Fields fields) {
		MethodSpec.Builder method = MethodSpec.methodBuilder(meter.member().name())
			.addAnnotation(Override.class)
			.addModifiers(Modifier.PUBLIC)
			.returns(TypeName.get(meter.member().type().getReturnType()));
		for (int i = 0; i < meter.method().getParameters().size(); i++) {
			VariableElement parameter = meter.method().getParameters().get(i);
			method.addParameter(TypeName.get(meter.member().parameterTypes().get(i)), fields.parameter(parameter));
		}
		return method;
	}

}
