package io.sightglass.processor;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

import io.sightglass.meters.set.MeterSet;
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
		Unresolved found = isReadable(() -> set(set)) ? above(set)
				: new Unresolved(set, "all values of this annotation");
		for (ExecutableElement method : ElementFilter.methodsIn(set.getEnclosedElements())) {
			found = (found != null) ? found : annotations(method);
		}
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
		Unresolved found = annotations(element);
		found = (found != null) ? found : at(element, method.type().getReturnType());
		for (int i = 0; i < method.parameterTypes().size(); i++) {
			VariableElement parameter = element.getParameters().get(i);
			found = (found != null) ? found : at(parameter, method.parameterTypes().get(i));
		}
		return found;
	}

	private static @Nullable Unresolved annotations(ExecutableElement method) {
		boolean readable = isReadable(() -> MeterAnnotation.of(method))
				&& isReadable(() -> method.getParameters().forEach(ParameterReader::requireAnnotations));
		return readable ? null
				: new Unresolved(method, "all values of the annotations of " + Problems.signature(method));
	}

	// Values are read when they are asked for. Where one is missing, of another type or
	// not
	// known yet, each compiler has an exception of its own.
	private static boolean isReadable(Runnable reading) {
		try {
			reading.run();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static void set(TypeElement type) {
		MeterSet set = type.getAnnotation(MeterSet.class);
		Stream.of((set != null) ? set.value() : "", (set != null) ? set.prefix() : "").forEach(Objects::requireNonNull);
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
