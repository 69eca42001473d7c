/**
 * OkHttp's clients.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.okhttp;

import org.jspecify.annotations.NullMarked;
