package io.sightglass.autoconfigure.http;

class TomcatExchangeTests extends ServletExchangeTests {

	TomcatExchangeTests() {
		super(Server.TOMCAT);
	}

}
