/**
 * How the job's own types cross a wire: explicit, compact, versioned, never Kryo. Start at {@link
 * io.primacy.pipeline.type.WireSerializer}.
 */
package io.primacy.pipeline.type;
