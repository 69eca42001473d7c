package io.sightglass.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Loads a class as if another one, which it names, were on no class path.
 */
public final class LackingLoader extends ClassLoader {

	private final Class<?> loaded;

	private final Class<?> absent;

	private LackingLoader(Class<?> loaded, Class<?> absent) {
		super(loaded.getClassLoader());
		this.loaded = loaded;
		this.absent = absent;
	}

	/**
	 * Loads a class.
	 * @param loaded the class
	 * @param absent what it names
	 * @return another class of its name
	 */
	public static Class<?> load(Class<?> loaded, Class<?> absent) {
		try {
			return new LackingLoader(loaded, absent).loadClass(loaded.getName());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (name.equals(this.absent.getName())) {
			throw new ClassNotFoundException(name);
		}
		if (!name.equals(this.loaded.getName())) {
			return super.loadClass(name, resolve);
		}
		Class<?> known = findLoadedClass(name);
		return (known != null) ? known : define(name);
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (in == null) {
				throw new ClassNotFoundException(name);
			}
			byte[] bytes = in.readAllBytes();
			return defineClass(name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
