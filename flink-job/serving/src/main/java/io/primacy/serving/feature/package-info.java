/** What a caller says of a candidate. Start at {@link io.primacy.serving.feature.Features}. */
package io.primacy.serving.feature;
