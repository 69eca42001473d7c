package io.sightglass.autoconfigure.part;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Looks for classes, methods and fields of other libraries as the JVM does, without
 * running anything of them.
 */
final class Members {

	private static final MethodHandles.Lookup lookup = MethodHandles.lookup();

	private final Map<String, @Nullable Class<?>> classes = new HashMap<>();

	private final Set<References.Member> known = new HashSet<>();

	boolean has(String type) {
		return type(type) != null;
	}

	private @Nullable Class<?> type(String name) {
		return this.classes.computeIfAbsent(name, (any) -> {
			try {
				return Class.forName(any.replace('/', '.'), false, Members.class.getClassLoader());
			}
			catch (ClassNotFoundException | LinkageError ex) {
				return null;
			}
		});
	}

	boolean has(References.Member member) {
		Class<?> owner = type(member.owner());
		if (owner == null) {
			return false;
		}
		if (this.known.contains(member)) {
			return true;
		}
		try {
			find(owner, member);
		}
		catch (IllegalAccessException ex) {
			// It is there: static, or for subclasses only.
		}
		catch (ReflectiveOperationException | LinkageError | TypeNotPresentException ex) {
			return false;
		}
		this.known.add(member);
		return true;
	}

	private static void find(Class<?> owner, References.Member member) throws ReflectiveOperationException {
		if (!member.isMethod()) {
			lookup.findGetter(owner, member.name(), signature("()" + member.type()).returnType());
		}
		else if (member.name().equals("<init>")) {
			lookup.findConstructor(owner, signature(member.type()));
		}
		else {
			lookup.findVirtual(owner, member.name(), signature(member.type()));
		}
	}

	private static MethodType signature(String descriptor) {
		return MethodType.fromMethodDescriptorString(descriptor, Members.class.getClassLoader());
	}

}
