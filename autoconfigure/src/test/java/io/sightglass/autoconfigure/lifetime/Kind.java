package io.sightglass.autoconfigure.lifetime;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.context.FilteredClassLoader;

/**
 * Applications that differ by what is on their class path. Without the module of
 * Reactor's server there is no {@code ReactorResourceFactory}, as in any servlet
 * application with the starter of WebClient.
 */
enum Kind {

	TOMCAT(WebApplicationType.SERVLET, "org.eclipse.jetty", "org.springframework.boot.reactor.netty.autoconfigure"),

	JETTY(WebApplicationType.SERVLET, "org.apache.catalina"),

	NETTY(WebApplicationType.REACTIVE, "org.eclipse.jetty", "org.apache.catalina"),

	NO_SERVER(WebApplicationType.NONE, "org.springframework.boot.reactor.netty.autoconfigure");

	private final WebApplicationType type;

	private final FilteredClassLoader classPath;

	Kind(WebApplicationType type, String... missing) {
		this.type = type;
		this.classPath = new FilteredClassLoader(missing);
	}

	WebApplicationType type() {
		return this.type;
	}

	ClassLoader classPath() {
		return this.classPath;
	}

}
