/** What an evaluation found. Start at {@link io.primacy.local.evaluate.result.Evaluation}. */
package io.primacy.local.evaluate.result;
