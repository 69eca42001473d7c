package io.sightglass.instrumentation.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

import javax.net.SocketFactory;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.Reason;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Sockets for clients, measured from their connect to their close.
 *
 * <pre>{@code
 * client.setSocketFactory(new MeteredSocketFactory(endpoints.client("warehouse", "tcp")));
 * }</pre>
 */
public final class MeteredSocketFactory extends SocketFactory {

	private final MeteredEndpoint endpoint;

	/**
	 * Client sockets of one endpoint.
	 * @param endpoint what their connections are counted for
	 */
	public MeteredSocketFactory(MeteredEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public Socket createSocket() {
		return new MeteredSocket(new SocketMeter(this.endpoint));
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return connected(resolved(host, port), null);
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
		return connected(resolved(host, port), new InetSocketAddress(local, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return connected(new InetSocketAddress(host, port), null);
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
		return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
	}

	private InetSocketAddress resolved(String host, int port) throws UnknownHostException {
		InetSocketAddress address = new InetSocketAddress(host, port);
		if (address.isUnresolved()) {
			this.endpoint.connections().attemptFailedFor(Reason.UNREACHABLE);
			throw new UnknownHostException(Printable.line(host));
		}
		return address;
	}

	private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
		Socket socket = createSocket();
		try {
			if (local != null) {
				socket.bind(local);
			}
			socket.connect(remote);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

}
