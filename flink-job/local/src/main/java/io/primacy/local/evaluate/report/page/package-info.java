/**
 * The page as a file: its parts put together, escaped, and closed against everything outside. Start
 * at {@link io.primacy.local.evaluate.report.page.Page}.
 */
package io.primacy.local.evaluate.report.page;
