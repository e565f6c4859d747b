/**
 * What keeps a snapshot directory small, off the path of publication: deltas are folded into bases,
 * and versions that need not be kept are removed. Start at {@link
 * io.primacy.pipeline.upkeep.Upkeep}.
 */
package io.primacy.pipeline.upkeep;
