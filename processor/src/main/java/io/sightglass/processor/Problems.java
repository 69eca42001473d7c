package io.sightglass.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * What is wrong with a set, said at the element that is wrong.
 */
final class Problems {

	private final Messager messager;

	private int errors;

	Problems(Messager messager) {
		this.messager = messager;
	}

	void error(Element element, String message, Object... arguments) {
		this.errors++;
		this.messager.printMessage(Diagnostic.Kind.ERROR, message.formatted(arguments), element);
	}

	void warning(Element element, String message, Object... arguments) {
		this.messager.printMessage(Diagnostic.Kind.WARNING, message.formatted(arguments), element);
	}

	int errors() {
		return this.errors;
	}

}
