/** A Flink cluster inside this process. Start at {@link io.primacy.local.cluster.LocalCluster}. */
package io.primacy.local.cluster;
