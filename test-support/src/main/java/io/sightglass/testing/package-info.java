/**
 * What the tests of several modules share.
 */
package io.sightglass.testing;
