package io.primacy.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.primacy.local.Primacy;
import io.primacy.ops.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml}, Flink's settings and the Kubernetes manifest. */
final class ClusterFilesTest {
    private static final Path HOME = Path.of(System.getProperty("primacy.home"));

    /** Services that do their work and end. */
    private static final Set<String> ENDING = Set.of("topics", "submit", "ops");

    /** Services that listen to nobody and end, to be started again, where they cannot go on. */
    private static final Set<String> WAITING = Set.of("savepoints", "guard");

    /** The keys of a FlinkDeployment, v1beta1, that this project uses; "*" holds free text. */
    private static final Map<String, Set<String>> KEYS =
            Map.of(
                    "", Set.of("apiVersion", "kind", "metadata", "spec"),
                    "metadata", Set.of("name"),
                    "spec",
                            Set.of(
                                    "image",
                                    "imagePullPolicy",
                                    "flinkVersion",
                                    "mode",
                                    "serviceAccount",
                                    "flinkConfiguration",
                                    "jobManager",
                                    "taskManager",
                                    "podTemplate"),
                    "spec.jobManager", Set.of("replicas", "resource"),
                    "spec.taskManager", Set.of("replicas", "resource"),
                    "spec.jobManager.resource", Set.of("memory", "cpu"),
                    "spec.taskManager.resource", Set.of("memory", "cpu"),
                    "spec.podTemplate", Set.of("spec"),
                    "spec.podTemplate.spec", Set.of("securityContext", "containers", "volumes"));

    private final YAMLMapper yaml = new YAMLMapper();

    @Test
    void everyServiceIsPinnedBoundedAndWatched() throws Exception {
        JsonNode services = compose().path("services");
        assertThat(services).hasSizeGreaterThan(8);
        services.fields()
                .forEachRemaining(
                        entry -> {
                            String name = entry.getKey();
                            JsonNode service = entry.getValue();
                            assertThat(service.path("image").asText())
                                    .as("image of %s", name)
                                    .matches("[a-z0-9./-]+:v?\\d[A-Za-z0-9._-]*");
                            assertThat(service.path("mem_limit").asText())
                                    .as("memory of %s", name)
                                    .matches("\\d+[mg]");
                            for (JsonNode port : service.path("ports")) {
                                assertThat(port.asText()).startsWith("127.0.0.1:");
                            }
                            if (!ENDING.contains(name)) {
                                assertThat(service.path("restart").asText())
                                        .as("restart of %s", name)
                                        .isEqualTo("unless-stopped");
                            }
                            if (!ENDING.contains(name) && !WAITING.contains(name)) {
                                assertThat(service.path("healthcheck").path("test"))
                                        .as("health of %s", name)
                                        .isNotEmpty();
                            }
                        });
    }

    @Test
    void everyCommandOfTheOperatorsServicesIsOne() throws Exception {
        List<List<String>> commands = new ArrayList<>();
        for (JsonNode service : compose().path("services")) {
            if (service.path("entrypoint").toString().contains("io.primacy.local.Primacy")) {
                List<String> words = new ArrayList<>();
                service.path("command").forEach(word -> words.add(word.asText()));
                commands.add(words);
            }
        }

        assertThat(commands).hasSize(6);
        for (List<String> command : commands) {
            if (!command.contains("--help")) {
                Primacy.commandLine(terminal(), HOME, false)
                        .parseArgs(command.toArray(String[]::new));
            }
        }
    }

    @Test
    void prometheusScrapesOnlyWhatIsThereUnderThatName() throws Exception {
        JsonNode services = compose().path("services");
        JsonNode scraped =
                yaml.readTree(HOME.resolve("config/prometheus/cluster.yml").toFile())
                        .path("scrape_configs");
        for (JsonNode job : scraped) {
            for (JsonNode target : job.at("/static_configs/0/targets")) {
                String name = target.asText().replaceFirst(":\\d+$", "");
                assertThat(services.has(name)).as("service '%s'", name).isTrue();
            }
        }
        List<String> words = new ArrayList<>();
        services.path("dashboard").path("command").forEach(word -> words.add(word.asText()));
        assertThat(words).contains("--allow-host=dashboard", "--port=8088");
    }

    @Test
    void everyMountedFileIsThereOrIsBuilt() throws Exception {
        Set<String> missing = new TreeSet<>();
        for (JsonNode service : compose().path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().replaceFirst("\\$\\{\\w+:-([^}]*)}", "$1");
                source = source.substring(0, source.indexOf(':'));
                if (source.startsWith("./") && !source.contains("/target/")) {
                    if (!Files.exists(HOME.resolve(source)) && !source.contains("grafana")) {
                        missing.add(source);
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void theSumInFlinksSettingsIsFlinksOwn() throws Exception {
        String text = Files.readString(HOME.resolve("config/flink/config.yaml"));
        TaskExecutorProcessSpec spec =
                TaskExecutorProcessUtils.processSpecFromConfig(
                        GlobalConfiguration.loadConfiguration(
                                HOME.resolve("config/flink").toString()));

        assertThat(mebibytes(spec.getTotalProcessMemorySize())).isEqualTo(sum(text, "process "));
        assertThat(mebibytes(spec.getTotalFlinkMemorySize())).isEqualTo(sum(text, "= Flink"));
        assertThat(mebibytes(spec.getTaskHeapSize())).isEqualTo(sum(text, "= task heap"));
        assertThat(mebibytes(spec.getTaskOffHeapSize())).isEqualTo(sum(text, "- task off-heap"));
        assertThat(mebibytes(spec.getManagedMemorySize())).isEqualTo(sum(text, "- managed"));
        String limit = compose().path("services").path("taskmanager-1").path("mem_limit").asText();
        assertThat(Long.parseLong(limit.replace("m", "")))
                .isGreaterThan(mebibytes(spec.getTotalProcessMemorySize()));
    }

    private static long mebibytes(MemorySize size) {
        return Math.round(size.getBytes() / 1048576.0);
    }

    private static long sum(String text, String line) {
        Matcher matcher =
                Pattern.compile(
                                "^# +" + Pattern.quote(line) + "\\D*?(?:\\(10 %\\) *)?(\\d+)",
                                Pattern.MULTILINE)
                        .matcher(text);
        assertThat(matcher.find()).as("'%s' in config/flink/config.yaml", line).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void theManifestHasTheKeysOfAFlinkDeploymentAndTheSettingsOfOurOwn() throws Exception {
        JsonNode manifest =
                yaml.readTree(HOME.resolve("config/kubernetes/flink-deployment.yaml").toFile());
        JsonNode flink = yaml.readTree(HOME.resolve("config/flink/config.yaml").toFile());

        assertThat(manifest.path("apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
        assertThat(manifest.path("kind").asText()).isEqualTo("FlinkDeployment");
        assertKeys(manifest, "");
        assertThat(manifest.at("/spec/flinkVersion").asText()).isEqualTo("v2_2");
        JsonNode memory = flink.at("/taskmanager/memory");
        assertThat(manifest.at("/spec/taskManager/resource/memory").asText())
                .isEqualTo(memory.at("/process/size").asText());
        JsonNode settings = manifest.at("/spec/flinkConfiguration");
        settings.forEach(value -> assertThat(value.isTextual()).as("%s is text", value).isTrue());
        assertThat(settings.path("taskmanager.memory.task.off-heap.size").asText())
                .isEqualTo(memory.at("/task/off-heap/size").asText());
        assertThat(settings.path("taskmanager.memory.managed.size").asText())
                .isEqualTo(memory.at("/managed/size").asText());
        assertThat(settings.path("classloader.parent-first-patterns.additional").asText())
                .isEqualTo(flink.at("/classloader/parent-first-patterns/additional").asText());
    }

    private static void assertKeys(JsonNode node, String path) {
        Set<String> known = KEYS.get(path);
        if (known == null) {
            return;
        }
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            assertThat(known).as("keys of '%s'", path).contains(key);
                            assertKeys(node.path(key), path.isEmpty() ? key : path + "." + key);
                        });
    }

    private JsonNode compose() throws IOException {
        // Jackson reads anchors, but not merge keys; SnakeYAML does.
        Object tree =
                new org.yaml.snakeyaml.Yaml()
                        .load(Files.readString(HOME.resolve("docker-compose.yml")));
        return yaml.valueToTree(tree);
    }

    private static Terminal terminal() {
        PrintStream sink =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Terminal(sink, sink, false, false);
    }
}
