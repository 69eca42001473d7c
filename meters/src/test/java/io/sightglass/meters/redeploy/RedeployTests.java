package io.sightglass.meters.redeploy;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.sightglass.testing.Until;
import org.junit.jupiter.api.Test;

class RedeployTests {

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	@Test
	void tenApplicationsLeaveNeitherAThreadNorTheirClassLoader() throws Exception {
		List<WeakReference<ClassLoader>> ended = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			ended.add(deployed());
		}
		// JDK 17 itself keeps the types of the record that it linked last.
		deployed();
		// One reads the shipped prices to their end, for a second at most.
		Until.so("no thread is left", () -> this.before.containsAll(Thread.getAllStackTraces().keySet()));
		Until.so("no class loader is left", () -> {
			System.gc();
			return ended.stream().allMatch((each) -> each.get() == null);
		});
	}

	// With the library and Micrometer in it, as in a web application.
	private static WeakReference<ClassLoader> deployed() throws Exception {
		List<URL> path = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			path.add(url(entry));
		}
		try (URLClassLoader loader = new URLClassLoader(path.toArray(new URL[0]),
				ClassLoader.getPlatformClassLoader())) {
			((Runnable) loader.loadClass(Deployed.class.getName()).getConstructor().newInstance()).run();
			return new WeakReference<>(loader);
		}
	}

	private static URL url(String entry) throws MalformedURLException {
		return new File(entry).toURI().toURL();
	}

}
