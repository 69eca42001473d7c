package io.sightglass.console;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The console's headers on MVC. They are set first, so that a refusal of Spring Security
 * has them too.
 */
final class ServletHeadersFilter implements Filter {

	private final ConsoleHeaders headers;

	ServletHeadersFilter(ConsoleHeaders headers) {
		this.headers = headers;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
			String elsewhere = write(asked, answer);
			if (elsewhere != null) {
				answer.setStatus(HttpServletResponse.SC_FOUND);
				answer.setHeader(HttpHeaders.LOCATION, elsewhere);
				return;
			}
		}
		chain.doFilter(request, response);
	}

	// What Tomcat refuses by itself, TRACE for one, passes as an error alone.
	private void afterAnError(HttpServletRequest request, HttpServletResponse response) {
		if (!response.containsHeader("Content-Security-Policy")
				&& request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
				&& uri.startsWith(request.getContextPath())) {
			PathContainer path = PathContainer.parsePath(uri.substring(request.getContextPath().length()));
			this.headers.write(path, response::setHeader, response::addHeader);
		}
	}

	private @Nullable String write(HttpServletRequest request, HttpServletResponse response) {
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			afterAnError(request, response);
			return null;
		}
		try {
			PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
			this.headers.write(path, response::setHeader, response::addHeader);
			return this.headers.elsewhere(request.getMethod(), path, request.getQueryString());
		}
		catch (IllegalArgumentException ex) {
			// A path that Spring cannot read leads to no endpoint.
			return null;
		}
	}

}
