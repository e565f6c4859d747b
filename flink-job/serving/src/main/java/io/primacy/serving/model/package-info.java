/**
 * One version in memory: its tables, its encoder, its session. Internal; start at {@link
 * io.primacy.serving.model.ServedModel}.
 */
package io.primacy.serving.model;
