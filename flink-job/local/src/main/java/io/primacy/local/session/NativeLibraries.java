package io.primacy.local.session;

import io.primacy.learner.PrimalDualLearner;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native libraries are unpacked and loaded when they are first used, OpenBLAS and RocksDB half a
 * second each. Loaded while the broker starts, the job does not wait for them.
 */
final class NativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

    private NativeLibraries() {}

    /**
     * Begins to load them. What fails does so again where it is needed, and is told there.
     *
     * @param scratch directory to unpack into
     */
    static void beginToLoad(LearnerConfig config, Path scratch) {
        Thread thread = new Thread(() -> load(config, scratch), "load-libraries");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (t, failure) -> LOG.debug("Native libraries were not loaded ahead.", failure));
        thread.start();
    }

    private static void load(LearnerConfig config, Path scratch) {
        new PrimalDualLearner(config).close();
        try {
            Files.createDirectories(scratch);
            NativeLibraryLoader.getInstance().loadLibrary(scratch.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
