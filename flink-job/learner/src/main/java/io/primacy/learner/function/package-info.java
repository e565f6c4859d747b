/** Elementary functions of whole arrays, as loops that the JIT compiler turns into vector code. */
package io.primacy.learner.function;
