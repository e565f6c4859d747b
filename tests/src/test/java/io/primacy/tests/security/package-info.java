/** What is refused, and that secrets are nowhere to be read. */
package io.primacy.tests.security;
