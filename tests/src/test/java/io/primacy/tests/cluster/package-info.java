/** The files that start a cluster, and the operations guide: what they say is true. */
package io.primacy.tests.cluster;
