package io.primacy.ops.command.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something that is done on another thread meanwhile, because every moment counts. */
final class Beside<T> {
    private final CompletableFuture<T> result;

    private Beside(CompletableFuture<T> result) {
        this.result = result;
    }

    static <T> Beside<T> begin(Supplier<T> task) {
        return new Beside<>(CompletableFuture.supplyAsync(task));
    }

    /** Its result, or its exception as it was thrown. */
    T get() {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
