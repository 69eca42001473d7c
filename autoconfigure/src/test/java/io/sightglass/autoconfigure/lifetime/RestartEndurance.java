package io.sightglass.autoconfigure.lifetime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.autoconfigure.pipeline.KafkaBroker;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is started again in a class loader of its own, as the developer
 * tools of Boot do: the libraries stay, and the application's classes must go.
 */
@ExtendWith(KafkaBroker.class)
class RestartEndurance {

	@BeforeAll
	static void topic() {
		KafkaBroker.topics(1, LibraryApps.TOPIC);
	}

	@ParameterizedTest
	@EnumSource
	void leavesNoClassOfTheApplicationBehind(Library library) throws Exception {
		int stock = settled(restarted(library, false), 0);
		assertThat(settled(restarted(library, true), stock)).isLessThanOrEqualTo(stock);
	}

	// The JDK's HTTP client ends a moment after nobody holds it any more.
	private static int settled(Remains remains, int most) {
		AtomicInteger left = new AtomicInteger();
		try {
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
				left.set(remains.left(most));
				return left.get() <= most;
			});
		}
		catch (ConditionTimeoutException ex) {
			// So many stay.
		}
		return left.get();
	}

	private static Remains restarted(Library library, boolean on) throws Exception {
		Remains remains = new Remains();
		for (int i = 0; i < 6; i++) {
			Loader loader = new Loader();
			CompletableFuture<Void> ended = new CompletableFuture<>();
			Thread main = new Thread(() -> run(loader, library.ordinal(), on, ended));
			main.setContextClassLoader(loader);
			main.start();
			ended.get(60, TimeUnit.SECONDS);
			main.join();
			remains.ended(loader);
		}
		return remains;
	}

	private static void run(ClassLoader loader, int library, boolean on, CompletableFuture<Void> ended) {
		try {
			Class<?> type = loader.loadClass(Library.class.getName());
			Method round = loader.loadClass(LibraryRounds.class.getName())
				.getDeclaredMethod("round", type, boolean.class);
			round.setAccessible(true);
			round.invoke(null, type.getEnumConstants()[library], on);
			ended.complete(null);
		}
		catch (Exception ex) {
			ended.completeExceptionally(ex);
		}
	}

	private static final class Loader extends ClassLoader {

		private static final String APPLICATION = RestartEndurance.class.getPackageName() + ".";

		Loader() {
			super(RestartEndurance.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith(APPLICATION)) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> known = findLoadedClass(name);
				return (known != null) ? known : define(name);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (file == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = file.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
