package io.sightglass.processor;

import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.List;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

import org.jspecify.annotations.Nullable;

/**
 * Finds in a set what the compiler does not know yet: another processor may write it in
 * this round.
 *
 * @param element where it is
 * @param what what it is
 */
record Unresolved(Element element, String what) {

	static @Nullable Unresolved in(TypeElement set, List<MemberMethod> methods) {
		Unresolved found = above(set);
		for (MemberMethod method : methods) {
			found = (found != null) ? found : in(method);
		}
		return found;
	}

	private static @Nullable Unresolved above(TypeElement type) {
		Unresolved found = null;
		for (TypeMirror above : type.getInterfaces()) {
			found = (found != null) ? found : at(type, above);
			if (found == null && above instanceof DeclaredType declared) {
				found = above((TypeElement) declared.asElement());
			}
		}
		return found;
	}

	private static @Nullable Unresolved in(MemberMethod method) {
		ExecutableElement element = method.element();
		try {
			MeterAnnotation.of(element);
			element.getParameters().forEach(ParameterReader::requireAnnotations);
		}
		catch (IncompleteAnnotationException | AnnotationTypeMismatchException ex) {
			return new Unresolved(element, "an annotation of " + Problems.signature(element));
		}
		Unresolved found = at(element, method.type().getReturnType());
		for (int i = 0; i < method.parameterTypes().size(); i++) {
			VariableElement parameter = element.getParameters().get(i);
			found = (found != null) ? found : at(parameter, method.parameterTypes().get(i));
		}
		return found;
	}

	private static @Nullable Unresolved at(Element element, TypeMirror type) {
		if (type.getKind() == TypeKind.ERROR) {
			return new Unresolved(element, "the type " + type);
		}
		// An enum may have its naming from an interface.
		return EnumReader.isEnum(type) ? above((TypeElement) ((DeclaredType) type).asElement())
				: arguments(element, type);
	}

	private static @Nullable Unresolved arguments(Element element, TypeMirror type) {
		if (type instanceof DeclaredType declared) {
			for (TypeMirror argument : declared.getTypeArguments()) {
				if (argument.getKind() == TypeKind.ERROR) {
					return new Unresolved(element, "the type " + argument);
				}
			}
		}
		return null;
	}

}
