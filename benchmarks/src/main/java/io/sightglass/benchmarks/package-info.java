/**
 * Speed, one class a question.
 */
@NullMarked
package io.sightglass.benchmarks;

import org.jspecify.annotations.NullMarked;
