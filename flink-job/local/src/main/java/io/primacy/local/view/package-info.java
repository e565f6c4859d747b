/**
 * How a run looks while it lasts and when it has ended. Start at {@link
 * io.primacy.local.view.LiveView}.
 */
package io.primacy.local.view;
