/** How cost grows with the size of what is learned, and speed with the number of subtasks. */
package io.primacy.benchmark.scale;
