package io.sightglass.autoconfigure.http;

class JettyExchangeTests extends ServletExchangeTests {

	JettyExchangeTests() {
		super(Server.JETTY);
	}

}
