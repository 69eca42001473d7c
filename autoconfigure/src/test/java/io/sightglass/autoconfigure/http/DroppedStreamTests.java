package io.sightglass.autoconfigure.http;

import java.net.Socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A frame that follows the reset of its stream makes Tomcat drop the stream. With one
 * thread it does so before it has told the request's listeners of the reset, and forgets
 * the request: it would neither end nor time out.
 */
class DroppedStreamTests {

	@Test
	void endsARequestThatTomcatForgets() throws Exception {
		try (RunningApp app = new RunningApp(Server.TOMCAT, new Class<?>[] { ServletEndings.Impatient.class },
				"server.http2.enabled=true", "server.tomcat.threads.max=1", "server.tomcat.threads.min-spare=1",
				"server.tomcat.background-processor-delay=1s"); Socket socket = app.raw("")) {
			socket.getOutputStream().write(Http2Bytes.hello().get(1, "/wait").bytes());
			app.await(() -> assertThat(app.active()).isOne());
			socket.getOutputStream().write(new Http2Bytes().reset(1).reset(1).bytes());
			app.await(() -> assertThat(app.timed("uri", "/wait", "exception", "IOException")).isOne());
			assertThat(app.counted("uri", "/wait", "status", "200")).isOne();
			assertThat(app.counted()).isOne();
			assertThat(app.active()).isZero();
		}
	}

}
