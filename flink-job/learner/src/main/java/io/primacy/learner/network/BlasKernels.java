package io.primacy.learner.network;

import com.sun.jna.NativeLibrary;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses which of OpenBLAS's kernels run. The OpenBLAS that ND4J ships (0.3.19, of 2021) knows
 * processors by their family, and gives those that came later what every 64-bit one can do: on an
 * AMD EPYC of family 26 products then take four and a half times as long as its AVX-512 allows. So
 * the kernels are chosen by what the processor can do, as the JVM has found out, in the environment
 * variable that OpenBLAS reads when it is loaded. What stands there already is as a rule meant for
 * other programs of the machine, and replaced; the system property {@value #PROPERTY} names other
 * kernels, for example {@code Haswell} for the same bits with and without AVX-512.
 */
final class BlasKernels {
    static final String PROPERTY = "primacy.blas.kernels";

    private static final Logger LOG = LoggerFactory.getLogger(BlasKernels.class);
    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    private BlasKernels() {}

    /**
     * Sets the variable; to be called before OpenBLAS is loaded. Where that is not possible,
     * OpenBLAS chooses for itself.
     */
    static void choose() {
        String kernels = System.getProperty(PROPERTY, forThisProcessor());
        if (kernels == null) {
            return;
        }
        String found = System.getenv(VARIABLE);
        if (found != null && !found.equals(kernels)) {
            LOG.info(
                    "OpenBLAS gets {} for its kernels, not the {} of {}; -D{}={} would keep that.",
                    kernels,
                    found,
                    VARIABLE,
                    PROPERTY,
                    found);
        }
        try {
            NativeLibrary.getProcess()
                    .getFunction("setenv")
                    .invokeInt(new Object[] {VARIABLE, kernels, 1});
        } catch (LinkageError | RuntimeException e) {
            LOG.warn(
                    "OpenBLAS chooses its kernels for itself, which may be slow on a processor"
                            + " newer than it: {}. Set {}={} in the environment to choose them.",
                    e.toString(),
                    VARIABLE,
                    kernels);
        }
    }

    /** OpenBLAS's name for the kernels, {@code null} where it should choose. */
    private static String forThisProcessor() {
        try {
            HotSpotDiagnosticMXBean jvm =
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return named(Integer.parseInt(jvm.getVMOption("UseAVX").getValue()));
        } catch (RuntimeException e) {
            LOG.debug("No x86 processor, or a JVM that does not say what it can do.", e);
            return null;
        }
    }

    /**
     * OpenBLAS's name for the kernels of a level of AVX.
     *
     * @param avx HotSpot's {@code UseAVX}: 3 is AVX-512 with its extensions F, CD, DQ, BW and VL
     */
    static String named(int avx) {
        return switch (avx) {
            case 3 -> "SkylakeX";
            case 2 -> "Haswell";
            default -> null;
        };
    }
}
