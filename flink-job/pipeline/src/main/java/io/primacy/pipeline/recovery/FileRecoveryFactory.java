package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesFactory;

/** What Flink's option {@code high-availability.type} names. */
public final class FileRecoveryFactory implements HighAvailabilityServicesFactory {

    /**
     * {@inheritDoc}
     *
     * @throws IllegalConfigurationException if {@code high-availability.storageDir} names no local
     *     or mounted directory
     */
    @Override
    public HighAvailabilityServices createHAServices(Configuration config, Executor executor)
            throws IOException {
        return new FileRecovery(directory(config), config, executor);
    }

    private static Path directory(Configuration config) {
        String name = HighAvailabilityOptions.HA_STORAGE_PATH.key();
        String storage = config.get(HighAvailabilityOptions.HA_STORAGE_PATH);
        if (storage == null) {
            throw new IllegalConfigurationException(
                    name + " is not set; name a directory, file:///var/lib/primacy/recovery say.");
        }
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(storage);
        String scheme = path.toUri().getScheme();
        if (scheme != null && !scheme.equals("file")) {
            throw new IllegalConfigurationException(
                    "%s is '%s'; it must be a mounted directory, file:///…, because leaders are"
                            + " elected by a lock on a file in it.",
                    name, storage);
        }
        return Path.of(path.getPath()).resolve(config.get(HighAvailabilityOptions.HA_CLUSTER_ID));
    }
}
