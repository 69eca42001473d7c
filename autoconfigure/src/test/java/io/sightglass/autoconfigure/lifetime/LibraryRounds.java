package io.sightglass.autoconfigure.lifetime;

import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens applications with one library, uses and closes them, without us and with us.
 */
final class LibraryRounds {

	private LibraryRounds() {
	}

	static void leaveNothing(Library library, int contexts) throws Exception {
		int stock = take(library, contexts, false).left(0);
		// What the JVM has once, it has from the first on.
		take(library, 1, true);
		Map<String, Integer> shared = Remains.shared();
		Remains ours = take(library, contexts, true);
		assertThat(ours.left(stock)).as("contexts").isLessThanOrEqualTo(stock);
		Remains.awaitShared(shared);
	}

	static void round(Library library, boolean on) throws Exception {
		try (ConfigurableApplicationContext context = library.start(on)) {
			library.use(context);
		}
	}

	private static Remains take(Library library, int contexts, boolean on) throws Exception {
		Remains remains = new Remains();
		for (int i = 0; i < contexts; i++) {
			try (ConfigurableApplicationContext context = library.start(on)) {
				library.use(context);
				remains.ended(context);
			}
		}
		return remains;
	}

}
