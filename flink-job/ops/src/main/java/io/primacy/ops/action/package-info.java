/**
 * What an operator can do from the dashboard, beside looking. Start at {@link
 * io.primacy.ops.action.Publications}.
 */
package io.primacy.ops.action;
