/** The dashboard in a real browser. Start at {@link io.primacy.tests.dashboard.PageE2ECase}. */
package io.primacy.tests.dashboard;
