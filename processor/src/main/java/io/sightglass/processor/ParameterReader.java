package io.sightglass.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.TagKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one method: tags, and what is recorded.
 */
final class ParameterReader {

	private final Problems problems;

	private final List<TagModel> tags = new ArrayList<>();

	private @Nullable AmountModel amount;

	ParameterReader(Problems problems) {
		this.problems = problems;
	}

	List<TagModel> tags() {
		return this.tags;
	}

	@Nullable AmountModel amount() {
		return this.amount;
	}

	void read(VariableElement parameter) {
		Amount amount = parameter.getAnnotation(Amount.class);
		AmountModel.Type recorded = recorded(parameter.asType());
		if (amount == null && (recorded == null || recorded == AmountModel.Type.FLAG)) {
			tag(parameter);
		}
		else if (recorded == null) {
			this.problems.error(parameter, "An @Amount is an int, long, float, double, boolean or Duration, not %s.",
					parameter.asType());
		}
		else if (parameter.getAnnotation(TagKey.class) != null) {
			this.problems.error(parameter, "A number is no tag, for its values have no end. Use an enum, or a String "
					+ "with @Bounded; or leave @TagKey off to record it.");
		}
		else if (this.amount != null) {
			this.problems.error(parameter, "'%s' is recorded already. A method records one amount: write a second one.",
					this.amount.parameter().getSimpleName());
		}
		else {
			this.amount = new AmountModel(parameter, recorded, (amount != null) ? amount.unit() : "");
		}
	}

	private static AmountModel.@Nullable Type recorded(TypeMirror type) {
		return switch (type.getKind()) {
			case BOOLEAN -> AmountModel.Type.FLAG;
			case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> AmountModel.Type.NUMBER;
			default -> is(type, "java.time.Duration") ? AmountModel.Type.DURATION : null;
		};
	}

	private void tag(VariableElement parameter) {
		Bounded bounded = parameter.getAnnotation(Bounded.class);
		TypeMirror type = parameter.asType();
		if (is(type, "java.lang.String")) {
			add(parameter, TagModel.Type.NAMED, List.of(), false, limit(parameter, bounded));
			return;
		}
		if (bounded != null) {
			this.problems.error(parameter, "@Bounded is for a String; a %s has its bounds. Leave it off.", type);
		}
		if (type.getKind() == TypeKind.BOOLEAN) {
			add(parameter, TagModel.Type.FLAG, List.of("false", "true"), false, 0);
		}
		else if (isEnum(type)) {
			Element element = ((DeclaredType) type).asElement();
			boolean named = isNamed(element);
			add(parameter, TagModel.Type.ENUM, named ? List.of() : constants(element), named, 0);
		}
		else {
			this.problems.error(parameter,
					"A tag is an enum, a boolean or a String, not %s. What is recorded is an int, long, float, double "
							+ "or Duration.",
					type);
		}
	}

	private void add(VariableElement parameter, TagModel.Type type, List<String> values, boolean named, int limit) {
		TagKey tag = parameter.getAnnotation(TagKey.class);
		String key = (tag != null) ? tag.value() : dotted(parameter.getSimpleName().toString());
		this.tags.add(new TagModel(parameter, key, type, values, named, limit));
	}

	private int limit(VariableElement parameter, @Nullable Bounded bounded) {
		if (bounded == null) {
			this.problems.warning(parameter,
					"The String '%s' may have any value; the first %d are kept, later ones become 'other'. Say "
							+ "@Bounded(%d) if that is right, or another limit; an enum needs none.",
					parameter.getSimpleName(), Bounded.DEFAULT_LIMIT, Bounded.DEFAULT_LIMIT);
			return Bounded.DEFAULT_LIMIT;
		}
		if (bounded.value() < 1) {
			this.problems.error(parameter, "A limit of values is at least 1, but this one is %d.", bounded.value());
			return 1;
		}
		return bounded.value();
	}

	private static boolean isEnum(TypeMirror type) {
		return type.getKind() == TypeKind.DECLARED && ((DeclaredType) type).asElement().getKind() == ElementKind.ENUM;
	}

	private static boolean isNamed(Element enumeration) {
		return ElementFilter.methodsIn(enumeration.getEnclosedElements()).stream().anyMatch(ParameterReader::names);
	}

	private static boolean names(ExecutableElement method) {
		return method.getSimpleName().contentEquals("tag") && method.getParameters().isEmpty()
				&& !method.getModifiers().contains(Modifier.STATIC) && !method.getModifiers().contains(Modifier.PRIVATE)
				&& is(method.getReturnType(), "java.lang.String");
	}

	private static List<String> constants(Element enumeration) {
		return enumeration.getEnclosedElements()
			.stream()
			.filter((element) -> element.getKind() == ElementKind.ENUM_CONSTANT)
			.map((element) -> element.getSimpleName().toString().toLowerCase(Locale.ROOT))
			.toList();
	}

	// Not type.toString(), which carries annotations of the type.
	private static boolean is(TypeMirror type, String name) {
		return type.getKind() == TypeKind.DECLARED
				&& ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals(name);
	}

	private static String dotted(String camelCase) {
		return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1.$2").toLowerCase(Locale.ROOT);
	}

}
