package io.sightglass.processor;

import java.util.List;

import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

import io.sightglass.meters.set.MeterSetFactory;

/**
 * In a named module the JDK reads what is provided from module-info.java, and not from
 * the index. A module that is only added to, as tests do, cannot be changed and is left
 * alone.
 */
final class ModuleCheck {

	private final Elements elements;

	private final Origins origins;

	private final Problems problems;

	ModuleCheck(Elements elements, Origins origins, Problems problems) {
		this.elements = elements;
		this.origins = origins;
		this.problems = problems;
	}

	void check(List<SetModel> sets) {
		for (SetModel set : sets) {
			this.problems.in(set.type());
			ModuleElement module = this.elements.getModuleOf(set.type());
			if (module != null && this.origins.isCompiled(module) && !provides(module, set.qualifiedClassName())) {
				this.problems.error(set.type(),
						"The module %s does not provide this set. Add to its module-info.java: "
								+ "provides %s with %s;",
						module.getQualifiedName(), MeterSetFactory.class.getName(), set.qualifiedClassName());
			}
		}
	}

	private static boolean provides(ModuleElement module, String factory) {
		return ElementFilter.providesIn(module.getDirectives())
			.stream()
			.filter((provided) -> provided.getService()
				.getQualifiedName()
				.contentEquals(MeterSetFactory.class.getName()))
			.flatMap((provided) -> provided.getImplementations().stream())
			.map(TypeElement::getQualifiedName)
			.anyMatch((name) -> name.contentEquals(factory));
	}

}
