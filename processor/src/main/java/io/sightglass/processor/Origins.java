package io.sightglass.processor;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

import com.sun.source.util.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is compiled now from what is read out of a class file, which has no javadoc,
 * no lines, and names of parameters only where it was compiled with -parameters. javac
 * knows; with another compiler, source is what the round is about.
 */
final class Origins {

	private final @Nullable Sources sources;

	private final Set<String> roots = new HashSet<>();

	private final Set<ModuleElement> modules = new HashSet<>();

	Origins(ProcessingEnvironment environment) {
		this.sources = sources(environment);
	}

	boolean isCompiled(ModuleElement module) {
		return !module.isUnnamed() && this.modules.contains(module);
	}

	void add(Set<? extends Element> roots) {
		roots.forEach((root) -> this.roots.add(root.toString()));
		this.modules.addAll(ElementFilter.modulesIn(roots));
	}

	/**
	 * Whether the compiler says that an element has a source.
	 * @param element an element
	 * @return whether it has one for sure
	 */
	boolean isSurelySource(Element element) {
		TypeElement type = outermost(element);
		return this.sources != null && type != null && this.sources.have(type);
	}

	boolean inClassFile(Element element) {
		TypeElement type = outermost(element);
		if (type == null) {
			return false;
		}
		return (this.sources != null) ? !this.sources.have(type)
				: !this.roots.contains(type.getQualifiedName().toString());
	}

	private static @Nullable TypeElement outermost(Element element) {
		TypeElement outermost = null;
		for (Element at = element; at != null && at.getKind() != ElementKind.PACKAGE; at = at.getEnclosingElement()) {
			outermost = (at instanceof TypeElement type) ? type : outermost;
		}
		return outermost;
	}

	// Gradle wraps javac's environment, which Trees does not know then.
	private static @Nullable Sources sources(ProcessingEnvironment environment) {
		try {
			return new Sources(Trees.instance(environment));
		}
		catch (RuntimeException | LinkageError ex) {
			ProcessingEnvironment wrapped = wrapped(environment);
			return (wrapped != null) ? sources(wrapped) : null;
		}
	}

	private static @Nullable ProcessingEnvironment wrapped(ProcessingEnvironment environment) {
		for (Field field : environment.getClass().getDeclaredFields()) {
			if (field.getType().isAssignableFrom(ProcessingEnvironment.class)) {
				try {
					field.setAccessible(true);
					return (field.get(environment) instanceof ProcessingEnvironment wrapped) ? wrapped : null;
				}
				catch (ReflectiveOperationException | RuntimeException ex) {
					return null;
				}
			}
		}
		return null;
	}

	/**
	 * What only javac knows, in a class of its own: elsewhere Trees may be absent.
	 */
	private record Sources(Trees trees) {

		boolean have(TypeElement type) {
			return this.trees.getTree(type) != null;
		}

	}

}
