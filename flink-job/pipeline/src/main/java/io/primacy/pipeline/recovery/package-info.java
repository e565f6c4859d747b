/**
 * A cluster whose job manager may die: what it must know to go on lies in files, for clusters with
 * neither ZooKeeper nor Kubernetes. In Flink's {@code config.yaml}, with this project's pipeline
 * jar in the lib of job managers and task managers:
 *
 * <pre>
 *   high-availability:
 *     type: io.primacy.pipeline.recovery.FileRecoveryFactory
 *     storageDir: file:///var/lib/primacy/recovery     # the same for all processes; see below
 *     cluster-id: primacy                              # a directory in it
 * </pre>
 *
 * A job manager that is started again takes the jobs from there and restores each from its last
 * completed checkpoint, under its old id. The directory must be on a local disk, or on a shared one
 * that has POSIX locks and atomic renames (NFS 4 has); on it a second job manager may stand by.
 * Start at {@link io.primacy.pipeline.recovery.FileRecovery}.
 */
package io.primacy.pipeline.recovery;
