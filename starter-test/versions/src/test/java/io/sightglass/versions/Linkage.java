package io.sightglass.versions;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import io.sightglass.versions.ClassFile.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Looks up in the libraries of one version what our classes call, extend and override.
 */
final class Linkage implements AutoCloseable {

	private final Map<String, Optional<ClassFile>> known = new HashMap<>();

	private final Set<String> packages = new HashSet<>();

	private final List<ClassFile> ours = new ArrayList<>();

	private final URLClassLoader libraries;

	Linkage(List<Path> ours, List<Path> libraries) throws IOException {
		List<URL> urls = new ArrayList<>();
		for (Path path : Stream.concat(ours.stream(), libraries.stream()).toList()) {
			urls.add(path.toUri().toURL());
		}
		this.libraries = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
		for (Path library : libraries) {
			classes(library).forEach((name) -> this.packages.add(name.substring(0, name.lastIndexOf('/') + 1)));
		}
		for (Path path : ours) {
			for (String name : classes(path)) {
				this.ours.add(find(name).orElseThrow());
			}
		}
	}

	/**
	 * A class of ours that lacks, or of a library that is there, or a member of a class
	 * that is.
	 */
	Set<String> lacks() {
		Set<String> lacks = new TreeSet<>();
		for (ClassFile one : this.ours) {
			for (Reference reference : one.references()) {
				String owner = reference.owner();
				boolean there = find(owner).isPresent();
				boolean due = owner.startsWith("io/sightglass/") || this.packages.contains(packageOf(owner));
				if ((reference.member() == null) ? due && !there : there && lacks(reference)) {
					lacks.add(one.name() + " -> " + reference);
				}
			}
		}
		return lacks;
	}

	/** The methods that another class asks to be written. */
	Set<String> unwritten() {
		Set<String> unwritten = new TreeSet<>();
		for (ClassFile one : this.ours) {
			List<ClassFile> line = line(one);
			if (!one.isAbstract() && line != null) {
				for (ClassFile parent : line) {
					parent.members().forEach((member, access) -> {
						if (member.contains("(") && Modifier.isAbstract(access)
								&& line.stream().noneMatch((other) -> writes(other, member))) {
							unwritten.add(one.name() + " -> " + parent.name() + "." + member);
						}
					});
				}
			}
		}
		return unwritten;
	}

	/** Our methods that a library calls because they stand for one of its own. */
	Set<String> overrides() {
		Set<String> overrides = new TreeSet<>();
		for (ClassFile one : this.ours) {
			List<ClassFile> line = line(one);
			if (line != null) {
				one.members().forEach((member, access) -> {
					if (member.contains("(") && !member.startsWith("<")
							&& (access & (Modifier.STATIC | Modifier.PRIVATE)) == 0
							&& line.stream().anyMatch((other) -> other != one && other.members().containsKey(member))) {
						overrides.add(one.name() + "." + member);
					}
				});
			}
		}
		return overrides;
	}

	private static boolean writes(ClassFile one, String member) {
		Integer access = one.members().get(member);
		return access != null && !Modifier.isAbstract(access);
	}

	private boolean lacks(Reference reference) {
		List<ClassFile> line = find(reference.owner()).map(this::line).orElse(null);
		if (line == null || reference.owner().startsWith("java/lang/invoke/")) {
			return false;
		}
		return line.stream().noneMatch((one) -> one.members().containsKey(reference.member()));
	}

	// The class and all that it inherits from; null if one of them is not there.
	private @Nullable List<ClassFile> line(ClassFile one) {
		List<ClassFile> line = new ArrayList<>(List.of(one));
		for (String parent : one.parents()) {
			List<ClassFile> rest = find(parent).map(this::line).orElse(null);
			if (rest == null) {
				return null;
			}
			line.addAll(rest);
		}
		return line;
	}

	private Optional<ClassFile> find(String name) {
		return this.known.computeIfAbsent(name, (missing) -> {
			try (InputStream in = this.libraries.getResourceAsStream(missing + ".class")) {
				return (in != null) ? Optional.of(ClassFile.read(in)) : Optional.empty();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static String packageOf(String name) {
		return name.substring(0, name.lastIndexOf('/') + 1);
	}

	private static List<String> classes(Path path) throws IOException {
		List<String> files = new ArrayList<>();
		if (Files.isDirectory(path)) {
			try (Stream<Path> all = Files.walk(path)) {
				all.forEach((file) -> files.add(path.relativize(file).toString().replace(File.separatorChar, '/')));
			}
		}
		else {
			try (JarFile jar = new JarFile(path.toFile())) {
				jar.stream().forEach((entry) -> files.add(entry.getName()));
			}
		}
		return files.stream()
			.filter((file) -> file.endsWith(".class") && !file.startsWith("META-INF/") && !file.contains("-info."))
			.map((file) -> file.substring(0, file.length() - ".class".length()))
			.toList();
	}

	@Override
	public void close() throws IOException {
		this.libraries.close();
	}

}
