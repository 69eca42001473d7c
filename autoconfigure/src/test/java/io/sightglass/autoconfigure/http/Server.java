package io.sightglass.autoconfigure.http;

/**
 * The servers that are tried.
 */
enum Server {

	TOMCAT(ServletApp.class,
			"org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"),

	JETTY(ServletApp.class,
			"org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration"),

	NETTY(ReactiveApp.class,
			"org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration,"
					+ "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration");

	private final Class<?> app;

	private final String others;

	Server(Class<?> app, String others) {
		this.app = app;
		this.others = others;
	}

	Class<?> app() {
		return this.app;
	}

	String others() {
		return this.others;
	}

	boolean isReactive() {
		return this == NETTY;
	}

}
