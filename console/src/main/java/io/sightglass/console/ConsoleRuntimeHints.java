package io.sightglass.console;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image cannot see for itself: the page, and the formats that the endpoint
 * names to Boot.
 */
final class ConsoleRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
		ConsoleAssets assets = new ConsoleAssets();
		assets.all().forEach((asset) -> hints.resources().registerPattern(asset.getPath()));
		hints.reflection().registerType(ConsoleFormat.class, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
