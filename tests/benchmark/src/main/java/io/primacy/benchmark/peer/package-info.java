/** What the figures are compared with. Start at {@link io.primacy.benchmark.peer.Peer}. */
package io.primacy.benchmark.peer;
