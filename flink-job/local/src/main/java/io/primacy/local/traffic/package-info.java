/**
 * Simulated traffic whose two tasks conflict, the same for the same seed. Start at {@link
 * io.primacy.local.traffic.TrafficSimulator}.
 */
package io.primacy.local.traffic;
