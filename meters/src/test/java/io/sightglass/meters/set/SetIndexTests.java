package io.sightglass.meters.set;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SetIndexTests {

	@TempDir
	Path directory;

	@Test
	void leavesOutWhatCannotBeLoaded() throws IOException {
		Path index = Files.createDirectories(this.directory.resolve("META-INF/services/"))
			.resolve(MeterSetFactory.class.getName());
		Files.writeString(index, String.join("\n", "app.GoneMeterSet", LacksItsInterface.class.getName(),
				Known.class.getName(), Fails.class.getName(), "java.lang.String"));
		URL[] urls = { this.directory.toUri().toURL() };
		try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
			assertThat(MeterSets.factories(loader)).extracting(MeterSetFactory::name).containsExactly("known");
		}
	}

	/** Can be loaded. */
	public static class Known implements MeterSetFactory<Runnable> {

		/** For the service loader. */
		public Known() {
		}

		@Override
		public Class<Runnable> type() {
			return Runnable.class;
		}

		@Override
		public String name() {
			return "known";
		}

		@Override
		public String prefix() {
			return "";
		}

		@Override
		public List<SetMeter> meters() {
			return List.of();
		}

		@Override
		public Runnable create(SetMeters meters) {
			return off();
		}

		@Override
		public Runnable off() {
			return () -> {
			};
		}

	}

	/** Its interface is gone. */
	public static final class LacksItsInterface extends Known {

		@Override
		public Class<Runnable> type() {
			throw new NoClassDefFoundError("app/Gone");
		}

	}

	/** Cannot be made. */
	public static final class Fails extends Known {

		/** For the service loader. */
		public Fails() {
			throw new IllegalStateException("not to be made");
		}

	}

}
