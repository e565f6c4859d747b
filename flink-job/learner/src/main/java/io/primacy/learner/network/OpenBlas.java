package io.primacy.learner.network;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.management.ManagementFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.LoggerFactory;

/**
 * The OpenBLAS that ND4J ships, in one of two ways: on the arrays in place, or on copies of them in
 * native memory. The bits are the same.
 *
 * <p>In place a step is 7 % faster, but an array that a product works on cannot be moved, so no
 * collection can run meanwhile. A thread that needs memory then waits, and HotSpot lets it wait
 * {@value #RETRIES_OPTION} times before it says that there is none left, by default twice, which is
 * too few where other threads multiply and allocate all the time. So it is done only in a JVM that
 * was told to wait longer, as the launcher and {@code config/flink} do.
 *
 * <p>Where another BLAS is faster, the system property {@value #PROPERTY} names it. Its bits are
 * its own.
 */
final class OpenBlas {
    /** Path of a shared library with the Fortran interface of BLAS. */
    static final String PROPERTY = "primacy.blas.library";

    static final String RETRIES_OPTION = "GCLockerRetryAllocationCount";

    /** Where the binding is told what to load. */
    static final String LIBRARY = "dev.ludovic.netlib.blas.nativeLibPath";

    private static final int ENOUGH_RETRIES = 1_000;

    /** OpenBLAS takes 32 MiB of address space for each. */
    private static final int PRODUCTS_AT_ONCE = 16;

    private static final String FILE = "libopenblas_nolapack.so.0";
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(OpenBlas.class);

    /** The binding warns of implementations in Java that it does not find; nobody asks for them. */
    private static final Logger BINDING = Logger.getLogger("dev.ludovic.netlib.blas");

    private OpenBlas() {}

    /**
     * The library that the user names, or else the fastest way that is safe here.
     *
     * @throws IllegalStateException if that library cannot be used
     */
    static Blas fastest() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return named(named);
        }
        if (!waitsLongEnough()) {
            LOG.info(
                    "Products work on copies of their matrices: in place, which is 7 % faster, needs"
                            + " -XX:+UnlockDiagnosticVMOptions -XX:{}={}.",
                    RETRIES_OPTION, ENOUGH_RETRIES);
            return copying();
        }
        try {
            return inPlace();
        } catch (LinkageError | RuntimeException e) {
            LOG.warn("Products work on copies of their matrices, since {}.", e.toString());
            return copying();
        }
    }

    private static Blas named(String library) {
        if (!waitsLongEnough()) {
            throw new IllegalStateException(
                    "-D%s=%s works on arrays in place, for which the JVM needs -XX:+UnlockDiagnosticVMOptions -XX:%s=%d."
                            .formatted(PROPERTY, library, RETRIES_OPTION, ENOUGH_RETRIES));
        }
        System.setProperty(LIBRARY, library);
        try {
            Blas blas = inPlace();
            LOG.info("Products are done by {}.", library);
            return blas;
        } catch (LinkageError | RuntimeException e) {
            LOG.debug("{} cannot be loaded.", library, e);
            // Without its cause: of a chain, commands show the last, which does not say what to do.
            throw new IllegalStateException(
                    "-D%s=%s cannot be used (%s): it must be the path of a shared library with the Fortran interface of BLAS (sgemm_, sgemv_), and of all that it needs itself. Without the property products are done by the OpenBLAS that ND4J ships."
                            .formatted(PROPERTY, library, rootCause(e)));
        }
    }

    private static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
    }

    static Blas inPlace() {
        BlasKernels.choose();
        BINDING.setLevel(Level.OFF);
        if (System.getProperty(LIBRARY) == null) {
            String binding = Loader.load(openblas_nolapack.class);
            System.setProperty(LIBRARY, binding.substring(0, binding.lastIndexOf('/') + 1) + FILE);
        }
        return touched(new InPlaceBlas(NativeBLAS.getInstance()));
    }

    static Blas copying() {
        BlasKernels.choose();
        return touched(new CopyingBlas());
    }

    private static Blas touched(Blas blas) {
        int processors = Runtime.getRuntime().availableProcessors();
        PackingBuffers.touch(blas, Math.min(processors, PRODUCTS_AT_ONCE));
        return blas;
    }

    private static boolean waitsLongEnough() {
        try {
            HotSpotDiagnosticMXBean jvm =
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Long.parseLong(jvm.getVMOption(RETRIES_OPTION).getValue()) >= ENOUGH_RETRIES;
        } catch (RuntimeException e) {
            LOG.debug("A JVM that does not say how long it waits for memory.", e);
            return false;
        }
    }
}
