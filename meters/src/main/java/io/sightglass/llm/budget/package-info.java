/**
 * What may be spent, and who is notified when it is.
 */
@NullMarked
package io.sightglass.llm.budget;

import org.jspecify.annotations.NullMarked;
