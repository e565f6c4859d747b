/**
 * What the page asks for and what it may change. Start at {@link io.primacy.ops.web.api.Answers}
 * and {@link io.primacy.ops.web.api.SavepointAnswers}.
 */
package io.primacy.ops.web.api;
