/**
 * A model server for tests: four wire formats, failures and delays on demand.
 */
@NullMarked
package io.sightglass.autoconfigure.llm.server;

import org.jspecify.annotations.NullMarked;
