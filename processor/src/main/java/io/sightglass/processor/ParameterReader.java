package io.sightglass.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.TagKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one method: tags, and what is recorded.
 */
final class ParameterReader {

	private static final int MOST_VALUES = 1_000_000;

	private final EnumReader enums;

	private final Problems problems;

	private final List<TagModel> tags = new ArrayList<>();

	private @Nullable AmountModel amount;

	ParameterReader(EnumReader enums, Problems problems) {
		this.enums = enums;
		this.problems = problems;
	}

	List<TagModel> tags() {
		return this.tags;
	}

	@Nullable AmountModel amount() {
		return this.amount;
	}

	void read(VariableElement parameter, TypeMirror type) {
		Amount amount = parameter.getAnnotation(Amount.class);
		AmountModel.Type recorded = recorded(type);
		if (amount == null && (recorded == null || recorded == AmountModel.Type.FLAG)) {
			tag(parameter, type);
		}
		else if (recorded == null) {
			this.problems.error(parameter, "An @Amount is an int, long, float, double, boolean or Duration, not %s.",
					type);
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

	static void requireAnnotations(VariableElement parameter) {
		Amount amount = parameter.getAnnotation(Amount.class);
		Bounded bounded = parameter.getAnnotation(Bounded.class);
		TagKey tag = parameter.getAnnotation(TagKey.class);
		Stream
			.of((amount != null) ? amount.unit() : "", (bounded != null) ? bounded.value() : 0,
					(tag != null) ? tag.value() : "")
			.forEach(Objects::requireNonNull);
	}

	private static AmountModel.@Nullable Type recorded(TypeMirror type) {
		return switch (type.getKind()) {
			case BOOLEAN -> AmountModel.Type.FLAG;
			case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> AmountModel.Type.NUMBER;
			default -> is(type, "java.time.Duration") ? AmountModel.Type.DURATION : null;
		};
	}

	private void tag(VariableElement parameter, TypeMirror type) {
		Bounded bounded = parameter.getAnnotation(Bounded.class);
		String key = key(parameter);
		if (is(type, "java.lang.String")) {
			this.tags.add(new TagModel(parameter, type, key, TagModel.Type.NAMED, List.of(), false, 0,
					limit(parameter, bounded)));
			return;
		}
		if (bounded != null) {
			this.problems.error(parameter, "@Bounded is for a String; a %s has its bounds. Leave it off.", type);
		}
		if (type.getKind() == TypeKind.BOOLEAN) {
			this.tags
				.add(new TagModel(parameter, type, key, TagModel.Type.FLAG, List.of("false", "true"), false, 0, 0));
		}
		else if (EnumReader.isEnum(type)) {
			this.tags.add(this.enums.read(parameter, type, key));
		}
		else {
			this.problems.error(parameter,
					"A tag is an enum, a boolean or a String, not %s. What is recorded is an int, long, float, double "
							+ "or Duration.",
					type);
		}
	}

	static boolean isTagWithoutKey(VariableElement parameter) {
		AmountModel.Type recorded = recorded(parameter.asType());
		boolean tag = recorded == null || recorded == AmountModel.Type.FLAG;
		return tag && parameter.getAnnotation(Amount.class) == null && parameter.getAnnotation(TagKey.class) == null;
	}

	private static String key(VariableElement parameter) {
		TagKey tag = parameter.getAnnotation(TagKey.class);
		return (tag != null) ? tag.value() : dotted(parameter.getSimpleName().toString());
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
		if (bounded.value() > MOST_VALUES) {
			this.problems.error(parameter, "A limit of values is at most %,d, but this one is %,d: each is a series.",
					MOST_VALUES, bounded.value());
			return MOST_VALUES;
		}
		return bounded.value();
	}

	// Not type.toString(), which carries annotations of the type.
	static boolean is(TypeMirror type, String name) {
		return type.getKind() == TypeKind.DECLARED
				&& ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals(name);
	}

	private static String dotted(String camelCase) {
		return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1.$2").toLowerCase(Locale.ROOT);
	}

}
