/**
 * The dashboard's HTTP server: one page, its live stream, read-only answers, and guards at the
 * door. Start at {@link io.primacy.ops.web.DashboardServer}.
 */
package io.primacy.ops.web;
