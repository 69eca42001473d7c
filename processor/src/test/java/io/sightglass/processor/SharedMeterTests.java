package io.sightglass.processor;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.set.MeterSets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One meter behind two methods, or in two sets.
 */
class SharedMeterTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@TempDir
	Path directory;

	@Test
	void twoSetsOnOneBaseCountTogether() throws Exception {
		Project project = new Project(this.directory);
		assertThat(project
			.compile(project.write("Sets",
					"""
							interface Base<T extends Enum<T>> {
								@Counted("parcels") void parcel(T kind, @Bounded(2) String shop);
								@Timed("parcel.way") void way(java.time.Duration took);
							}
							enum Small { LETTER, BOX } enum Large { BOX, CRATE }
							@MeterSet("a") interface A extends Base<Small> { @Counted("parcels") void fragile(boolean shop, Small kind); }
							@MeterSet("b") interface B extends Base<Large> { @Gauged("b.open") GaugeLevel open(); }
							"""))
			.said()).isEmpty();
		URL[] classes = { project.classes().toUri().toURL() };
		try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
			Class<?> a = loader.loadClass("app.A");
			Class<?> b = loader.loadClass("app.B");
			Object letter = loader.loadClass("app.Small").getEnumConstants()[0];
			Object smallBox = loader.loadClass("app.Small").getEnumConstants()[1];
			Object box = loader.loadClass("app.Large").getEnumConstants()[0];
			call(a, "parcel", letter, "x");
			call(a, "parcel", smallBox, "x");
			call(b, "parcel", box, "x");
			call(a, "fragile", true, smallBox);
			call(a, "way", Duration.ofSeconds(1));
			call(b, "way", Duration.ofSeconds(2));
		}
		assertThat(count("letter", "x")).isOne();
		assertThat(count("box", "x")).isEqualTo(2);
		assertThat(count("box", "true")).isOne();
		assertThat(this.registry.get("parcel.way").timer().count()).isEqualTo(2);
	}

	private double count(String kind, String shop) {
		return this.registry.get("parcels").tags("kind", kind, "shop", shop).counter().count();
	}

	private void call(Class<?> type, String name, @Nullable Object... values) throws ReflectiveOperationException {
		Object set = MeterSets.in(this.registry, type);
		for (Method method : type.getMethods()) {
			if (method.getName().equals(name)) {
				method.setAccessible(true);
				method.invoke(set, values);
			}
		}
	}

}
