package io.primacy.tests.process;

import io.primacy.local.broker.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink cluster as an operator starts it, without Flink's scripts: a job manager and task
 * managers with the project's own {@code config/flink/config.yaml}, on loopback.
 */
public final class FlinkProcesses implements AutoCloseable {
    private static final String HOST = LoopbackPort.HOST;
    private static final Duration START = Duration.ofSeconds(90);

    private final Path directory;
    private final Configuration settings;
    private final FlinkRest rest;
    private final Map<String, JavaProcess> taskManagers = new TreeMap<>();
    private JavaProcess jobManager;
    private int started;

    private FlinkProcesses(Path directory, Configuration settings) {
        this.directory = directory;
        this.settings = settings;
        this.rest = new FlinkRest(HOST, settings.get(RestOptions.PORT));
    }

    /**
     * Starts a job manager and task managers; returns once all of them are registered.
     *
     * @param directory for all of them
     * @param overrides Flink options over those of {@code config/flink/config.yaml}
     * @param taskManagers how many
     */
    public static FlinkProcesses start(
            Path directory, Map<String, String> overrides, int taskManagers) throws Exception {
        Configuration settings =
                GlobalConfiguration.loadConfiguration(
                        JavaProcess.home().resolve("config/flink").toString());
        settings.set(JobManagerOptions.ADDRESS, HOST);
        settings.set(JobManagerOptions.PORT, LoopbackPort.free());
        settings.set(JobManagerOptions.BIND_HOST, HOST);
        settings.set(RestOptions.ADDRESS, HOST);
        settings.set(RestOptions.BIND_ADDRESS, HOST);
        settings.set(RestOptions.PORT, LoopbackPort.free());
        settings.set(TaskManagerOptions.HOST, HOST);
        settings.set(TaskManagerOptions.BIND_HOST, HOST);
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        overrides.forEach(settings::setString);
        FlinkProcesses processes = new FlinkProcesses(directory, settings);
        try {
            processes.startJobManager();
            for (int i = 0; i < taskManagers; i++) {
                processes.startTaskManager();
            }
            processes.awaitTaskManagers();
            return processes;
        } catch (Exception | AssertionError e) {
            processes.close();
            throw e;
        }
    }

    /** Starts the job manager, anew on its address after it was killed. */
    public void startJobManager() throws IOException, InterruptedException {
        if (jobManager != null) {
            jobManager.close();
        }
        Path own = directory.resolve("job-manager");
        Configuration config = configuration(own);
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(config);
        jobManager =
                JavaProcess.start(
                        "job manager",
                        own,
                        Classpaths.cluster(),
                        options(JobManagerProcessUtils.generateJvmParametersStr(memory, config)),
                        arguments(
                                StandaloneSessionClusterEntrypoint.class,
                                own,
                                JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    }

    /** Starts one more task manager. */
    public void startTaskManager() throws IOException {
        started++;
        String name = "task-manager-" + started;
        Path own = directory.resolve(name);
        Configuration config = configuration(own);
        config.set(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID, name);
        write(config, own);
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(config);
        List<String> options =
                options(
                        ProcessMemoryUtils.generateJvmParametersStr(memory)
                                + " "
                                + config.get(CoreOptions.FLINK_TM_JVM_OPTIONS));
        taskManagers.put(
                name,
                JavaProcess.start(
                        name,
                        own,
                        Classpaths.cluster(),
                        options,
                        arguments(
                                TaskManagerRunner.class,
                                own,
                                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory))));
    }

    private Configuration configuration(Path own) throws IOException {
        Configuration config = new Configuration(settings);
        config.set(CoreOptions.TMP_DIRS, own.resolve("tmp").toString());
        Files.createDirectories(own.resolve("tmp"));
        write(config, own);
        return config;
    }

    private static void write(Configuration config, Path own) throws IOException {
        Files.write(
                own.resolve("config.yaml"),
                ConfigurationUtils.convertConfigToWritableLines(config, false));
    }

    private List<String> options(String jvm) {
        List<String> options = new ArrayList<>(words(jvm));
        options.addAll(words(settings.get(CoreOptions.FLINK_JVM_OPTIONS)));
        return options;
    }

    private static List<String> arguments(Class<?> main, Path own, String memory) {
        List<String> arguments = new ArrayList<>();
        arguments.add(main.getName());
        arguments.add("--configDir");
        arguments.add(own.toString());
        arguments.addAll(words(memory));
        return arguments;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(w -> !w.isEmpty()).toList();
    }

    /** Waits until every task manager that was not killed is registered. */
    public void awaitTaskManagers() throws Exception {
        Deadline.await(
                "task managers " + taskManagers.keySet() + " register",
                START,
                () -> {
                    jobManager.requireAlive();
                    for (JavaProcess taskManager : taskManagers.values()) {
                        taskManager.requireAlive();
                    }
                    return rest.isUp() && rest.taskManagers().containsAll(taskManagers.keySet());
                });
    }

    /** Its REST interface. */
    public FlinkRest rest() {
        return rest;
    }

    /** The job manager. */
    public JavaProcess jobManager() {
        return jobManager;
    }

    /** A task manager by its resource id. */
    public JavaProcess taskManager(String id) {
        JavaProcess taskManager = taskManagers.get(id);
        if (taskManager == null) {
            throw new AssertionError("No task manager " + id + ", only " + taskManagers.keySet());
        }
        return taskManager;
    }

    /** Kills a task manager for good. */
    public void killTaskManager(String id) throws InterruptedException {
        taskManager(id).close();
        taskManagers.remove(id);
    }

    /** Resource ids of the task managers that were not killed. */
    public Set<String> taskManagers() {
        return new TreeSet<>(taskManagers.keySet());
    }

    @Override
    public void close() throws InterruptedException {
        Deque<JavaProcess> all = new ArrayDeque<>(taskManagers.values());
        if (jobManager != null) {
            all.add(jobManager);
        }
        for (JavaProcess process : all) {
            process.close();
        }
    }
}
