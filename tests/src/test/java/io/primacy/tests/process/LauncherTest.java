package io.primacy.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of its own, with a Maven and a JDK that are scripts. */
final class LauncherTest {
    @TempDir private Path root;

    @Test
    void aJvmThatLeavesNoArchiveOfClassesRunsTheCommandAllTheSame() throws Exception {
        Path launcher = root.resolve("primacy");
        Files.copy(
                JavaProcess.home().resolve("primacy"),
                launcher,
                StandardCopyOption.COPY_ATTRIBUTES);
        script("bin/mvn", "cd flink-job/local/target; touch primacy-local-1.jar classpath.txt");
        script("jdk/bin/javac", "");
        script("jdk/bin/java", "echo \"$@\"");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");

        assertThat(run(launcher, "status"))
                .contains("a first run", "io.primacy.local.Primacy status");
    }

    private void script(String name, String commands) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String run(Path launcher, String argument) throws Exception {
        Path output = root.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString(), argument)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().merge("PATH", "", (path, none) -> root.resolve("bin") + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
