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

	static MethodSpec.Builder of(MeterModel meter) {
		MethodSpec.Builder method = MethodSpec.methodBuilder(meter.method().getSimpleName().toString())
			.addAnnotation(Override.class)
			.addModifiers(Modifier.PUBLIC)
			.returns(TypeName.get(meter.method().getReturnType()));
		for (VariableElement parameter : meter.method().getParameters()) {
			method.addParameter(TypeName.get(parameter.asType()), parameter.getSimpleName().toString());
		}
		return method;
	}

}
