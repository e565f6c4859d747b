package io.primacy.benchmark.compare;

import io.primacy.benchmark.kernel.KernelLoop;
import io.primacy.benchmark.setting.Setting;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;

/** The learner of one build, in the classic setting, all its rows on the heap. */
final class Build implements AutoCloseable {
    private final BuildClasses classes;
    private final AutoCloseable loop;
    private final Method eventsPerSecond;

    /**
     * @param root directory of the project
     * @param reference {@code shadow} or {@code frozen}
     */
    Build(Path root, String reference) throws IOException {
        classes = BuildClasses.in(root);
        try {
            Class<?> settings = classes.loadClass(Setting.class.getName());
            Object classic = settings.getMethod("classic").invoke(null);
            Object setting =
                    settings.getMethod("withReference", String.class).invoke(classic, reference);
            Class<?> loops = classes.loadClass(KernelLoop.class.getName());
            loop = (AutoCloseable) loops.getConstructor(settings).newInstance(setting);
            eventsPerSecond = loops.getMethod("eventsPerSecond", int.class);
        } catch (ReflectiveOperationException e) {
            throw new IOException(
                    "The build in %s has another benchmark than this one: take a build that both can be measured with."
                            .formatted(root),
                    e);
        }
    }

    /** Events learned per second over so many mini-batches. */
    double eventsPerSecond(int steps) {
        try {
            return (double) eventsPerSecond.invoke(loop, steps);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A build does not learn.", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            loop.close();
        } catch (Exception e) {
            throw new IOException("A build does not close.", e);
        }
        classes.close();
    }
}
