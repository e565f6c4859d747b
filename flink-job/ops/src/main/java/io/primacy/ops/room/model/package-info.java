/**
 * One model as it is watched: verdict, history, marks. Start at {@link
 * io.primacy.ops.room.model.Watched}, then {@link io.primacy.ops.room.model.Verdict}.
 */
package io.primacy.ops.room.model;
