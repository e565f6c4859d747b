/** That a model says the same wherever it is asked: learner, server library, ONNX, Python. */
package io.primacy.tests.serving;
