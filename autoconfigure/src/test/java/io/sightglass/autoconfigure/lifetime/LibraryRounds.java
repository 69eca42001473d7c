package io.sightglass.autoconfigure.lifetime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens applications with one library, uses and closes them, without us and with us.
 */
public final class LibraryRounds {

	private LibraryRounds() {
	}

	static void leaveNothing(Library library, int contexts) throws Exception {
		leaveNothing((on, ended) -> {
			try (ConfigurableApplicationContext context = library.start(on)) {
				library.use(context);
				ended.accept(context);
			}
		}, contexts);
	}

	/**
	 * Holds what applications with Sightglass leave behind against those without.
	 * @param round an application's life
	 * @param contexts how many of them
	 * @param itself what the libraries leave behind by themselves, as {@link Remains}
	 * calls it
	 * @throws Exception what the application throws
	 */
	public static void leaveNothing(Round round, int contexts, String... itself) throws Exception {
		int stock = take(round, contexts, false).left(0);
		// What the JVM has once, it has from the first on.
		take(round, 1, true);
		Map<String, Integer> shared = new HashMap<>(Remains.shared());
		Arrays.asList(itself).forEach((name) -> shared.put(name, Integer.MAX_VALUE));
		Remains ours = take(round, contexts, true);
		assertThat(ours.left(stock)).as("contexts").isLessThanOrEqualTo(stock);
		Remains.awaitShared(shared);
	}

	private static Remains take(Round round, int contexts, boolean on) throws Exception {
		Remains remains = new Remains();
		for (int i = 0; i < contexts; i++) {
			round.go(on, remains::ended);
		}
		return remains;
	}

	/**
	 * An application's life.
	 */
	@FunctionalInterface
	public interface Round {

		/**
		 * Starts the application, uses it and closes it.
		 * @param on whether Sightglass measures it
		 * @param ended takes what should be gone then
		 * @throws Exception what the application throws
		 */
		void go(boolean on, Consumer<Object> ended) throws Exception;

	}

}
