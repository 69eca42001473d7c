/**
 * Amazon Bedrock through the AWS SDK.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.bedrock;

import org.jspecify.annotations.NullMarked;
