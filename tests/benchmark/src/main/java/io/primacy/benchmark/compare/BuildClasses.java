package io.primacy.benchmark.compare;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The project's classes as one build has them, apart from those of any other build in this JVM.
 * Everything else, the matrix library above all, they share: a native library is loaded once.
 */
final class BuildClasses extends URLClassLoader {
    private static final String OURS = "io.primacy.";
    private static final String CLASSPATH = "classpath.txt";

    static {
        registerAsParallelCapable();
    }

    private BuildClasses(URL[] places) {
        super(places, BuildClasses.class.getClassLoader());
    }

    /** Whether the project in a directory has a build of its benchmark. */
    static boolean areIn(Path root) {
        return Files.isReadable(target(root).resolve(CLASSPATH));
    }

    /** The classes of the build in a directory of the project. */
    static BuildClasses in(Path root) throws IOException {
        Path real = root.toRealPath();
        List<URL> places = new ArrayList<>();
        places.add(url(target(real).resolve("classes")));
        for (String place : Files.readString(target(real).resolve(CLASSPATH)).strip().split(":")) {
            if (Path.of(place).startsWith(real)) {
                places.add(url(Path.of(place)));
            }
        }
        return new BuildClasses(places.toArray(new URL[0]));
    }

    private static Path target(Path root) {
        return root.resolve("tests/benchmark/target");
    }

    private static URL url(Path place) throws MalformedURLException {
        return place.toUri().toURL();
    }

    /** Other than loaders do, the project's own classes are not looked for in the parent first. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
