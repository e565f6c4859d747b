/** Rollbacks with real processes: broker, Flink, and the command itself, which may be killed. */
package io.primacy.tests.rollback;
