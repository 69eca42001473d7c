package io.sightglass.processor;

import java.util.stream.Collectors;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a set, said at the element that is wrong; or at the set, where the
 * element is in a class file, which has no lines.
 */
final class Problems {

	private final Messager messager;

	private final Origins origins;

	private @Nullable TypeElement set;

	private int errors;

	Problems(Messager messager, Origins origins) {
		this.messager = messager;
		this.origins = origins;
	}

	void in(TypeElement set) {
		this.set = set;
	}

	void error(Element element, String message, Object... arguments) {
		this.errors++;
		print(Diagnostic.Kind.ERROR, element, message.formatted(arguments));
	}

	void warning(Element element, String message, Object... arguments) {
		print(Diagnostic.Kind.WARNING, element, message.formatted(arguments));
	}

	int errors() {
		return this.errors;
	}

	private void print(Diagnostic.Kind kind, Element element, String message) {
		if (this.set != null && !element.equals(this.set) && this.origins.inClassFile(element)) {
			this.messager.printMessage(kind, inherited(element) + ": " + message, this.set);
		}
		else {
			this.messager.printMessage(kind, message, element);
		}
	}

	private static String inherited(Element element) {
		if (element instanceof ExecutableElement method) {
			return signature(method) + " of " + method.getEnclosingElement();
		}
		return (element.getEnclosingElement() instanceof ExecutableElement method)
				? element + " of " + inherited(method) : element.toString();
	}

	// Each compiler has its own idea of a method as text.
	static String signature(ExecutableElement method) {
		return method.getSimpleName() + method.getParameters()
			.stream()
			.map((parameter) -> simple(parameter.asType()))
			.collect(Collectors.joining(", ", "(", ")"));
	}

	private static String simple(TypeMirror type) {
		return (type instanceof DeclaredType declared) ? declared.asElement().getSimpleName().toString()
				: type.toString();
	}

}
