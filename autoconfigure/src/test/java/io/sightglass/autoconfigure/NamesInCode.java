package io.sightglass.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What our own classes ask for by a name: fields that have no method, and types that may
 * not be there.
 *
 * @param fields as "owner#name", where the owner is a pattern
 * @param types the names of the types
 */
record NamesInCode(Set<String> fields, Set<String> types) {

	static NamesInCode ofSightglass() throws IOException {
		NamesInCode names = new NamesInCode(new TreeSet<>(), new TreeSet<>());
		for (String floor : new String[] { "registry", "meters", "instrumentation" }) {
			for (Resource each : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:io/sightglass/" + floor + "/**/*.class")) {
				if (!each.getURL().getPath().contains("test-classes")) {
					try (InputStream bytes = each.getInputStream()) {
						new ClassReader(bytes).accept(names.visitor(), ClassReader.SKIP_DEBUG);
					}
				}
			}
		}
		return names;
	}

	private ClassVisitor visitor() {
		return new ClassVisitor(SpringAsmInfo.ASM_VERSION) {

			@Override
			public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
					String[] exceptions) {
				return new Constants(NamesInCode.this);
			}

		};
	}

	/**
	 * Remembers the constants that a call has for its arguments.
	 */
	private static final class Constants extends MethodVisitor {

		private final NamesInCode names;

		private String owner = ".*";

		private @Nullable String name;

		Constants(NamesInCode names) {
			super(SpringAsmInfo.ASM_VERSION);
			this.names = names;
		}

		@Override
		public void visitLdcInsn(Object value) {
			if (value instanceof Type type) {
				this.owner = type.getClassName().replace(".", "\\.").replace("$", "\\$");
			}
			else if (value instanceof String text) {
				this.name = text;
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String type, String method, String descriptor, boolean isInterface) {
			if (this.name != null && type.endsWith("/HiddenParts") && method.equals("read")) {
				this.names.fields.add(this.owner + "#" + this.name);
			}
			if (this.name != null && method.equals("isPresent") && descriptor.startsWith("(Ljava/lang/String;")) {
				this.names.types.add(this.name);
			}
			if (method.equals("read") || method.equals("isPresent")) {
				this.owner = ".*";
				this.name = null;
			}
		}

	}

}
