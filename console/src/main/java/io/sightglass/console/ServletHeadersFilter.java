package io.sightglass.console;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

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
			write(asked, answer);
		}
		chain.doFilter(request, response);
	}

	private void write(HttpServletRequest request, HttpServletResponse response) {
		try {
			this.headers.write(ServletRequestPathUtils.parse(request).pathWithinApplication(), response::setHeader,
					response::addHeader);
		}
		catch (IllegalArgumentException ex) {
			// A path that Spring cannot read leads to no endpoint.
		}
	}

}
