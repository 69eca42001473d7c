package io.sightglass.versions;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * What a class has, and what it asks of others.
 */
final class ClassFile extends ClassVisitor {

	private final Map<String, Integer> members = new LinkedHashMap<>();

	private final Set<Reference> references = new LinkedHashSet<>();

	private final List<String> parents = new ArrayList<>();

	private String name = "";

	private int access;

	private ClassFile() {
		super(SpringAsmInfo.ASM_VERSION);
	}

	static ClassFile read(InputStream in) throws IOException {
		ClassFile file = new ClassFile();
		new ClassReader(in).accept(file, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		return file;
	}

	String name() {
		return this.name;
	}

	boolean isAbstract() {
		return Modifier.isAbstract(this.access);
	}

	// The class that it extends first.
	List<String> parents() {
		return this.parents;
	}

	/** Each member's modifiers, by its name and type. */
	Map<String, Integer> members() {
		return this.members;
	}

	Set<Reference> references() {
		return this.references;
	}

	@Override
	public void visit(int version, int access, String name, @Nullable String signature, @Nullable String parent,
			String[] interfaces) {
		this.name = name;
		this.access = access;
		if (parent != null) {
			this.parents.add(parent);
		}
		this.parents.addAll(List.of(interfaces));
		this.parents.forEach(this::type);
	}

	@Override
	public @Nullable FieldVisitor visitField(int access, String name, String type, @Nullable String signature,
			@Nullable Object value) {
		this.members.put(name + " " + type, access);
		type(Type.getType(type));
		return null;
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String type, @Nullable String signature,
			String @Nullable [] exceptions) {
		this.members.put(name + type, access);
		method(type);
		return new Calls();
	}

	private void method(String type) {
		for (Type argument : Type.getArgumentTypes(type)) {
			type(argument);
		}
		type(Type.getReturnType(type));
	}

	private void type(Type type) {
		if (type.getSort() == Type.ARRAY) {
			type(type.getElementType());
		}
		else if (type.getSort() == Type.OBJECT) {
			type(type.getInternalName());
		}
	}

	private void type(String name) {
		if (name.startsWith("[")) {
			type(Type.getObjectType(name));
		}
		else {
			this.references.add(new Reference(name, null));
		}
	}

	/**
	 * What is asked of another class.
	 *
	 * @param owner the class
	 * @param member the member's name and type, null if it only has to be there
	 */
	record Reference(String owner, @Nullable String member) {

		@Override
		public String toString() {
			return (this.member != null) ? this.owner + "." + this.member : this.owner;
		}

	}

	private final class Calls extends MethodVisitor {

		Calls() {
			super(SpringAsmInfo.ASM_VERSION);
		}

		@Override
		public void visitMethodInsn(int code, String owner, String name, String type, boolean ofInterface) {
			type(owner);
			method(type);
			if (!owner.startsWith("[")) {
				ClassFile.this.references.add(new Reference(owner, name + type));
			}
		}

		@Override
		public void visitFieldInsn(int code, String owner, String name, String type) {
			type(owner);
			ClassFile.this.references.add(new Reference(owner, name + " " + type));
		}

		@Override
		public void visitTypeInsn(int code, String type) {
			type(type);
		}

		@Override
		public void visitLdcInsn(Object value) {
			if (value instanceof Type type && type.getSort() != Type.METHOD) {
				type(type);
			}
		}

		@Override
		public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
			if (type != null) {
				type(type);
			}
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
			method(type);
			for (Object argument : arguments) {
				if (argument instanceof Handle handle) {
					boolean field = handle.getTag() <= Opcodes.H_PUTSTATIC;
					ClassFile.this.references.add(
							new Reference(handle.getOwner(), handle.getName() + (field ? " " : "") + handle.getDesc()));
				}
			}
		}

	}

}
