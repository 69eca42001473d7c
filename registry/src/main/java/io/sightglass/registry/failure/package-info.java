/**
 * What happens when something inside a meter fails or hangs: it is counted, and the
 * application goes on.
 */
@NullMarked
package io.sightglass.registry.failure;

import org.jspecify.annotations.NullMarked;
