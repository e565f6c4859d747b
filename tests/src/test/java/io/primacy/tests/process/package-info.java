/**
 * Broker, job manager and task managers as processes of their own on loopback, to be stopped and
 * killed: each with its own directory, settings and log, all ended when closed. Start at {@link
 * io.primacy.tests.process.FlinkProcesses} and {@link io.primacy.tests.process.BrokerProcess}.
 */
package io.primacy.tests.process;
