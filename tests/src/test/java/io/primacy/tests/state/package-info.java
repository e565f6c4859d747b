/** What becomes of a job's state: rescaled, inspected, restored from savepoints of old layouts. */
package io.primacy.tests.state;
