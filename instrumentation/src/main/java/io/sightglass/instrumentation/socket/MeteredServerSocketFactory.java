package io.sightglass.instrumentation.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import javax.net.ServerSocketFactory;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Server sockets that meter what they accept.
 *
 * <pre>{@code
 * ServerSocket server = new MeteredServerSocketFactory(endpoints.server("intake", "tcp")).createServerSocket(7000);
 * }</pre>
 */
public final class MeteredServerSocketFactory extends ServerSocketFactory {

	private static final int DEFAULT_BACKLOG = 50;

	private final MeteredEndpoint endpoint;

	/**
	 * Server sockets of one endpoint.
	 * @param endpoint what their accepted connections are counted for
	 */
	public MeteredServerSocketFactory(MeteredEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public ServerSocket createServerSocket() throws IOException {
		return new Listener(this.endpoint);
	}

	@Override
	public ServerSocket createServerSocket(int port) throws IOException {
		return createServerSocket(port, DEFAULT_BACKLOG, null);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog) throws IOException {
		return createServerSocket(port, backlog, null);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) throws IOException {
		ServerSocket server = createServerSocket();
		try {
			server.bind(new InetSocketAddress(address, port), backlog);
			return server;
		}
		catch (IOException ex) {
			server.close();
			throw ex;
		}
	}

	private static final class Listener extends ServerSocket {

		private final MeteredEndpoint endpoint;

		Listener(MeteredEndpoint endpoint) throws IOException {
			this.endpoint = endpoint;
		}

		@Override
		public Socket accept() throws IOException {
			SocketMeter meter = new SocketMeter(this.endpoint);
			MeteredSocket socket = new MeteredSocket(meter);
			implAccept(socket);
			meter.opened();
			return socket;
		}

	}

}
