/**
 * What the page is told, as JSON. Text that others wrote is already fit to be shown. Start at
 * {@link io.primacy.ops.web.view.RoomView}.
 */
package io.primacy.ops.web.view;
