/**
 * The rollback's ports as they are in production: journal files, Flink's REST interface, the
 * snapshot directory, Kafka. Start at {@link io.primacy.ops.rollback.site.FactFinder}.
 */
package io.primacy.ops.rollback.site;
