package io.sightglass.autoconfigure.part;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;

/**
 * Loads Sightglass once more, for which one class, or one method or field, of a library
 * does not exist: a class is not found, and what refers to a member refers to one of a
 * name that nobody has. The library itself, which may need it, goes on.
 */
final class Without extends ClassLoader {

	private static final String TESTS = Without.class.getProtectionDomain().getCodeSource().getLocation().toString();

	private final String owner;

	private final @Nullable String member;

	Without(String owner, @Nullable String member) {
		super(Without.class.getClassLoader());
		this.owner = owner;
		this.member = member;
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (this.member == null && name.equals(this.owner.replace('/', '.'))) {
			throw new ClassNotFoundException(name);
		}
		synchronized (getClassLoadingLock(name)) {
			String file = name.replace('.', '/') + ".class";
			if (!isOurs(file)) {
				return super.loadClass(name, resolve);
			}
			Class<?> known = findLoadedClass(name);
			if (known != null) {
				return known;
			}
			byte[] bytes = bytes(file);
			return defineClass(name, bytes, 0, bytes.length);
		}
	}

	@Override
	public @Nullable InputStream getResourceAsStream(String name) {
		return (name.endsWith(".class") && isOurs(name)) ? new ByteArrayInputStream(bytes(name))
				: super.getResourceAsStream(name);
	}

	private boolean isOurs(String file) {
		return file.startsWith("io/sightglass/") && getParent().getResource(file) != null
				&& !String.valueOf(getParent().getResource(file)).startsWith(TESTS);
	}

	private byte[] bytes(String file) {
		try (InputStream in = getParent().getResourceAsStream(file)) {
			byte[] bytes = in.readAllBytes();
			return (this.member != null) ? renamed(bytes, this.member) : bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Two more constants, a name and a pair of that name and the old type, at the end.
	private byte[] renamed(byte[] bytes, String member) throws IOException {
		ClassReader file = new ClassReader(bytes);
		char[] buffer = new char[file.getMaxStringLength()];
		ByteBuffer patched = ByteBuffer.wrap(bytes);
		int count = file.getItemCount();
		ByteArrayOutputStream added = new ByteArrayOutputStream();
		for (int i = 1; i < count; i++) {
			int at = file.getItem(i);
			int tag = (at != 0) ? file.readByte(at - 1) : 0;
			if (tag >= 9 && tag <= 11 && file.readClass(at, buffer).equals(this.owner)) {
				int pair = file.getItem(file.readUnsignedShort(at + 2));
				if (file.readUTF8(pair, buffer).equals(member)) {
					int next = patched.getShort(8) & 0xffff;
					DataOutputStream out = new DataOutputStream(added);
					out.writeByte(1);
					out.writeUTF("goneIn" + member.replaceAll("[<>]", ""));
					out.writeByte(12);
					out.writeShort(next);
					out.writeShort(file.readUnsignedShort(pair + 2));
					patched.putShort(at + 2, (short) (next + 1));
					patched.putShort(8, (short) (next + 2));
				}
			}
		}
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.write(bytes, 0, file.header);
		all.write(added.toByteArray());
		all.write(bytes, file.header, bytes.length - file.header);
		return all.toByteArray();
	}

}
