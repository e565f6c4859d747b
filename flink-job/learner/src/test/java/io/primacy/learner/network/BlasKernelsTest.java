package io.primacy.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.NativeLibrary;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class BlasKernelsTest {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    @Test
    void openBlasIsToldWhatTheProcessorCanDo() {
        assumeThat(System.getProperty(BlasKernels.PROPERTY)).as("chosen by the user").isNull();
        assumeThat(System.getProperty("os.arch")).isIn("amd64", "x86_64");

        BlasKernels.choose();

        String told =
                NativeLibrary.getProcess()
                        .getFunction("getenv")
                        .invokeString(new Object[] {VARIABLE}, false);
        assertThat(told).isEqualTo(BlasKernels.named(avx()));
    }

    @Test
    void everyLevelOfAvxHasItsKernels() {
        assertThat(BlasKernels.named(3)).isEqualTo("SkylakeX");
        assertThat(BlasKernels.named(2)).isEqualTo("Haswell");
        assertThat(BlasKernels.named(1)).as("OpenBLAS chooses").isNull();
    }

    private static int avx() {
        return Integer.parseInt(
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .getVMOption("UseAVX")
                        .getValue());
    }
}
