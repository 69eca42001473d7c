package io.sightglass.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The methods of an interface and of those above it, without those that are overridden,
 * in the order of the source. Elements.getAllMembers has another order in each compiler.
 */
final class MemberMethods {

	private final Elements elements;

	private final Types types;

	MemberMethods(Elements elements, Types types) {
		this.elements = elements;
		this.types = types;
	}

	List<MemberMethod> of(TypeElement set) {
		Set<ExecutableElement> all = new LinkedHashSet<>();
		collect(set, all);
		List<MemberMethod> methods = new ArrayList<>();
		for (ExecutableElement method : all) {
			if (all.stream().noneMatch((other) -> overrides(other, method, set))) {
				methods.add(new MemberMethod(method,
						(ExecutableType) this.types.asMemberOf((DeclaredType) set.asType(), method)));
			}
		}
		return methods;
	}

	// Eclipse says yes to methods of one signature whichever is above the other.
	private boolean overrides(ExecutableElement one, ExecutableElement other, TypeElement set) {
		return isBelow(one, other) && this.elements.overrides(one, other, set);
	}

	private boolean isBelow(ExecutableElement one, ExecutableElement other) {
		TypeMirror below = around(one);
		TypeMirror above = around(other);
		return !this.types.isSameType(below, above) && this.types.isSubtype(below, above);
	}

	private TypeMirror around(ExecutableElement method) {
		return this.types.erasure(Objects.requireNonNull(method.getEnclosingElement()).asType());
	}

	private void collect(TypeElement type, Set<ExecutableElement> methods) {
		for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
			Set<Modifier> modifiers = method.getModifiers();
			if (!modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE)) {
				methods.add(method);
			}
		}
		for (TypeMirror above : type.getInterfaces()) {
			if (above instanceof DeclaredType declared) {
				collect((TypeElement) declared.asElement(), methods);
			}
		}
	}

	boolean haveOneSignature(MemberMethod one, MemberMethod other) {
		return one.name().equals(other.name()) && (this.types.isSubsignature(one.type(), other.type())
				|| this.types.isSubsignature(other.type(), one.type()));
	}

	/**
	 * Whether any class has the method of an interface already.
	 * @param method a method
	 * @return whether it is one of Object's
	 */
	boolean isOfObject(MemberMethod method) {
		return ofObject().stream().anyMatch((one) -> haveOneSignature(one, method));
	}

	/**
	 * Whether an interface may repeat the method without asking for an implementation.
	 * @param method a method
	 * @return whether it is equals, hashCode or toString
	 */
	boolean isRepeated(MemberMethod method) {
		return ofObject().stream()
			.anyMatch((one) -> haveOneSignature(one, method) && one.element().getModifiers().contains(Modifier.PUBLIC)
					&& !one.element().getModifiers().contains(Modifier.FINAL));
	}

	private List<MemberMethod> ofObject() {
		return ElementFilter.methodsIn(this.elements.getTypeElement(Object.class.getName()).getEnclosedElements())
			.stream()
			.map((method) -> new MemberMethod(method, (ExecutableType) method.asType()))
			.toList();
	}

}
