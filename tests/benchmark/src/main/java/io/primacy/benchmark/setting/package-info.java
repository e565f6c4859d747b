/**
 * What is measured: the learner's configuration and the stream it learns from. Start at {@link
 * io.primacy.benchmark.setting.Setting}.
 */
package io.primacy.benchmark.setting;
