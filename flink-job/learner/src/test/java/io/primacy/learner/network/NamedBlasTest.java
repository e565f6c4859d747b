package io.primacy.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process has one BLAS, so each of these is one of its own. */
class NamedBlasTest {
    private static final List<String> WAITS =
            List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:" + OpenBlas.RETRIES_OPTION + "=1000");

    /** Multiplies a matrix of ones by another, [2×3] by [3×2]. */
    public static final class Product {
        private Product() {}

        public static void main(String[] args) {
            float[] ones = {1, 1, 1, 1, 1, 1};
            float[] product = new float[4];
            Products.multiply(2, 2, 3, ones, 0, 3, ones, 0, 2, product, 0, 2);
            System.out.println(
                    product[0]
                            + product[1]
                            + product[2]
                            + product[3]
                            + " by "
                            + System.getProperty(OpenBlas.LIBRARY));
        }
    }

    @Test
    void aLibraryThatTheUserNamesDoesTheProducts(@TempDir Path directory)
            throws IOException, InterruptedException {
        String binding = Loader.load(openblas_nolapack.class);
        Path link = directory.resolve("libraries");
        Files.createSymbolicLink(link, Path.of(binding).getParent());
        Path library = link.resolve("libopenblas_nolapack.so.0");
        assumeThat(library).as("the one that ND4J ships for Linux").exists();

        assertThat(output(library.toString(), WAITS)).isEqualTo("12.0 by " + library + "\n");
    }

    @Test
    void oneThatIsMissingStopsTheStartAndIsNamed() throws IOException, InterruptedException {
        assertThat(output("/nowhere/libblas.so", WAITS))
                .contains("-Dprimacy.blas.library=/nowhere/libblas.so cannot be used (")
                .contains("): it must be the path of a shared library with the Fortran interface")
                .doesNotContain("12.0");
    }

    @Test
    void aJvmThatDoesNotWaitForMemoryMayNotUseOne() throws IOException, InterruptedException {
        assertThat(output("/nowhere/libblas.so", List.of()))
                .contains("works on arrays in place, for which the JVM needs", "=1000.")
                .doesNotContain("12.0");
    }

    private static String output(String library, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-D" + OpenBlas.PROPERTY + "=" + library);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Product.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
