package io.sightglass.autoconfigure.part;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;

/**
 * What a class file names in its constants: all that the JVM may look for on its behalf.
 *
 * @param classes the classes, by internal name
 * @param members the methods and fields
 * @param extended the class and the interfaces that it extends
 */
record References(Set<String> classes, List<Member> members, List<String> extended) {

	static final References NONE = new References(Set.of(), List.of(), List.of());

	private static final String ASKS_FIRST = "L" + LoadedOnDemand.class.getName().replace('.', '/') + ";";

	// As the specification of the class file numbers them.
	private static final int CLASS = 7;

	private static final int FIELD = 9;

	private static final int INTERFACE_METHOD = 11;

	static References of(InputStream bytes) throws IOException {
		byte[] content = bytes.readAllBytes();
		if (new String(content, StandardCharsets.ISO_8859_1).contains(ASKS_FIRST)) {
			return NONE;
		}
		ClassReader file = new ClassReader(content);
		char[] buffer = new char[file.getMaxStringLength()];
		Set<String> classes = new LinkedHashSet<>();
		List<Member> members = new ArrayList<>();
		for (int i = 1; i < file.getItemCount(); i++) {
			int at = file.getItem(i);
			// The second half of a long or double is nothing.
			int tag = (at != 0) ? file.readByte(at - 1) : 0;
			if (tag == CLASS) {
				classes.add(element(file.readUTF8(at, buffer)));
			}
			else if (tag >= FIELD && tag <= INTERFACE_METHOD) {
				int named = file.getItem(file.readUnsignedShort(at + 2));
				members.add(new Member(file.readClass(at, buffer), file.readUTF8(named, buffer),
						file.readUTF8(named + 2, buffer)));
			}
		}
		List<String> extended = new ArrayList<>(List.of(file.getInterfaces()));
		extended.add(file.getSuperName());
		Set<String> overridden = declared(file);
		members.removeIf(
				(member) -> extended.contains(member.owner()) && overridden.contains(member.name() + member.type()));
		return new References(classes, members, extended);
	}

	// A method that passes on to the one that it overrides is called by those versions of
	// a
	// library alone that have it.
	private static Set<String> declared(ClassReader file) {
		Set<String> methods = new HashSet<>();
		file.accept(new ClassVisitor(SpringAsmInfo.ASM_VERSION) {
			@Override
			public @Nullable MethodVisitor visitMethod(int access, String name, String type, @Nullable String signature,
					String @Nullable [] exceptions) {
				if (!name.equals("<init>")) {
					methods.add(name + type);
				}
				return null;
			}
		}, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		return methods;
	}

	// [[Lcom/acme/Thing; names a class, [[I does not.
	private static String element(String name) {
		int start = name.lastIndexOf('[') + 1;
		if (start == 0) {
			return name;
		}
		return (name.charAt(start) == 'L') ? name.substring(start + 1, name.length() - 1) : "java/lang/Object";
	}

	/**
	 * A method or field.
	 *
	 * @param owner the class where it is looked for
	 * @param name its name
	 * @param type its descriptor
	 */
	record Member(String owner, String name, String type) {

		boolean isMethod() {
			return this.type.charAt(0) == '(';
		}

		@Override
		public String toString() {
			return this.owner.replace('/', '.') + '.' + this.name + (isMethod() ? "()" : "");
		}

	}

}
