/**
 * Published models as ONNX graphs, for servers that are not this project's. Made of what a snapshot
 * says of itself, its manifest and its tensors, and of nothing else: the job writes {@code
 * model.onnx} into every version with it, and an operator turns any version into one file. Start at
 * {@link io.primacy.onnx.DenseModel}.
 */
package io.primacy.onnx;
