package io.primacy.tests.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory that can be full; mounting it takes Linux and root. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK_BYTES = 4096;

    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    /**
     * Mounts one; where that is not allowed, the test is skipped.
     *
     * @param mount a directory, made if missing
     * @param mebibytes its size
     */
    public static SmallDisk mount(Path mount, long mebibytes) throws Exception {
        Files.createDirectories(mount);
        run("umount", mount.toString());
        Assumptions.assumeTrue(
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + mebibytes + "m",
                        "tmpfs",
                        mount.toString()),
                "A disk that can be full needs root on Linux, to mount a small tmpfs.");
        return new SmallDisk(mount);
    }

    /** Takes every byte that is left. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            if (Files.getFileStore(mount).getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void empty() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return mount.resolve("filler");
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        if (!run("umount", "-l", mount.toString())) {
            throw new AssertionError(mount + " cannot be unmounted.");
        }
    }
}
