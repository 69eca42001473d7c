/**
 * Each client library against each case, and a table of what each meter must read.
 */
@NullMarked
package io.sightglass.autoconfigure.llm.clients;

import org.jspecify.annotations.NullMarked;
