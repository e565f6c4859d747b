/**
 * The dashboard's HTTP server and the page's files. Start at {@link
 * io.primacy.ops.web.DashboardServer}.
 */
package io.primacy.ops.web;
