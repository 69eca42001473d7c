package io.sightglass.instrumentation.internal.state;

import java.util.Collection;
import java.util.List;

import io.sightglass.meters.state.StateMeters;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;

/**
 * The build, which never changes: set once, when the beans are made.
 */
public final class BuildSource implements StateSource {

	public BuildSource(StateMeters state, @Nullable BuildProperties build, @Nullable GitProperties git) {
		if (build != null || git != null) {
			state.build((build != null) ? build.getVersion() : null, (git != null) ? git.getShortCommitId() : null);
		}
	}

	@Override
	public Collection<Question> questions() {
		return List.of();
	}

}
